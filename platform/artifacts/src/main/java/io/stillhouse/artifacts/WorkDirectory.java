package io.stillhouse.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A local folder that one process works in. It is deleted when it is closed. If the process dies
 * first, the lock that it held is gone, and so anybody can see that nobody needs the folder.
 */
public final class WorkDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String OWNER = "owner";
  private static final String CONTENT = "work";

  private final Path folder;
  private final FileChannel lockFile;

  private WorkDirectory(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes a new folder with a unique name that begins with {@code prefix}. */
  public static WorkDirectory create(Path parent, String prefix) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(prefix + UUID.randomUUID()));
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lockFile.lock();
    Files.writeString(folder.resolve(OWNER), thisProcess());
    Files.createDirectory(folder.resolve(CONTENT));
    return new WorkDirectory(folder, lockFile);
  }

  /** Whether the process that made the folder is still at work in it. */
  static boolean inUse(Path folder) throws IOException {
    Path owner = folder.resolve(OWNER);
    if (!Files.exists(owner)) {
      return false;
    }
    // POSIX drops all locks of a process on a file as soon as the process closes the file anywhere,
    // so the process that holds the lock must not open the file again to look.
    if (Files.readString(owner).equals(thisProcess())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken == null;
    }
  }

  /**
   * Deletes the folders that processes which are gone left behind.
   *
   * @param prefix what the names of the folders begin with
   * @return how many were deleted
   */
  public static int removeAbandoned(Path parent, String prefix) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        // A folder without an owner is just being made.
        if (Files.exists(folder.resolve(OWNER)) && !inUse(folder)) {
          DirectoryTree.delete(folder);
          removed++;
        }
      }
    } catch (NoSuchFileException e) {
      return 0;
    }
    return removed;
  }

  private static String thisProcess() {
    ProcessHandle process = ProcessHandle.current();
    return process.pid()
        + " started "
        + process.info().startInstant().map(Object::toString).orElse("");
  }

  /** The folder, empty at first. */
  public Path path() {
    return folder.resolve(CONTENT);
  }

  /** Deletes the folder and all that is in it. */
  @Override
  public void close() {
    try {
      DirectoryTree.delete(folder);
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the work directory " + folder, e);
    }
  }
}
