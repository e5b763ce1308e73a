package io.stillhouse.orchestrator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A lock that one process holds and that dies with it, and a note beside it that names the holder.
 *
 * <p>POSIX drops a process's locks on a file as soon as the process closes that file anywhere. So
 * nobody opens the lock file to look; whoever wants to know the {@linkplain #holder holder} reads
 * the note.
 */
public final class ExclusiveLock implements AutoCloseable {
  private final Path note;
  private final FileChannel channel;

  private ExclusiveLock(Path note, FileChannel channel) {
    this.note = note;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file the lock file; the note is called the same with {@code .holder} at the end
   * @return empty if somebody holds it
   */
  public static synchronized Optional<ExclusiveLock> tryAcquire(Path file) {
    Path note = note(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (holder(file).isPresent()) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "holder", ".tmp");
      Files.writeString(draft, ProcessIdentity.describeThisProcess());
      Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(new ExclusiveLock(note, channel));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  /** The living process that holds the lock, if one does. */
  public static Optional<ProcessIdentity> holder(Path file) {
    try {
      return ProcessIdentity.read(note(file)).filter(ProcessIdentity::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who holds " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      // First the note: as long as it is there, nobody in this JVM opens the lock file.
      Files.deleteIfExists(note);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up the lock of " + note, e);
    }
  }

  /** The file that says who holds a lock; one that was killed leaves it behind. */
  public static Path note(Path file) {
    return file.resolveSibling(file.getFileName() + ".holder");
  }
}
