package io.stillhouse.artifacts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts files at their places in a local store: whole, on the disk, or not at all. */
final class LocalObjectWriter {
  // Somebody who deletes objects of a folder may take our unfinished file with them, or the folder
  // between our making it and our writing into it, and somebody else may have made it again since.
  private static final int TRIES = 100;

  private final Path root;

  LocalObjectWriter(Path root) {
    this.root = root;
  }

  boolean create(Path place, byte[] content) throws IOException {
    if (Files.exists(place)) {
      refuseFolder(place);
      return false;
    }
    return inFolderOf(
        place,
        null,
        unfinished -> {
          write(unfinished, content);
          try {
            Files.createLink(place, unfinished);
          } catch (FileAlreadyExistsException somebodyWasFirst) {
            refuseFolder(place);
            return false;
          } catch (UnsupportedOperationException e) {
            throw new FileSystemException(
                place.toString(), null, "the file system has no hard links, which a store needs");
          }
          flushFolderOf(place);
          return true;
        });
  }

  void replace(Path place, byte[] content) throws IOException {
    inFolderOf(
        place,
        null,
        unfinished -> {
          write(unfinished, content);
          putInPlace(unfinished, place);
          return true;
        });
  }

  void copy(Path place, Path source) throws IOException {
    inFolderOf(
        place,
        source,
        unfinished -> {
          try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
              FileChannel out = openNew(unfinished)) {
            long size = in.size();
            for (long done = 0; done < size; ) {
              long copied = in.transferTo(done, size - done, out);
              if (copied <= 0) {
                throw new IOException(source + " became shorter while it was copied");
              }
              done += copied;
            }
            out.force(true);
          }
          putInPlace(unfinished, place);
          return true;
        });
  }

  void move(Path place, Path source) throws IOException {
    boolean moved =
        inFolderOf(
            place,
            source,
            unfinished -> {
              try (FileChannel channel = FileChannel.open(source, StandardOpenOption.READ)) {
                channel.force(true);
              }
              refuseFolder(place);
              try {
                Files.move(source, place, StandardCopyOption.ATOMIC_MOVE);
              } catch (AtomicMoveNotSupportedException otherFileSystem) {
                return false;
              }
              flushFolderOf(place);
              return true;
            });
    if (!moved) {
      copy(place, source);
      Files.delete(source);
    }
  }

  /** Removes a folder and those above it, up to the root, as far as nothing is in them. */
  void removeEmptyFolders(@Nullable Path folder) throws IOException {
    for (Path empty = folder;
        empty != null && !empty.equals(root) && empty.startsWith(root);
        empty = empty.getParent()) {
      try {
        Files.deleteIfExists(empty);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      }
    }
  }

  private static boolean inFolderOf(Path place, @Nullable Path source, Writing writing)
      throws IOException {
    Path folder = folderOf(place);
    for (int tries = 1; ; tries++) {
      Path unfinished = folder.resolve(ObjectKeys.UNFINISHED + UUID.randomUUID());
      try {
        makeFolder(folder);
        try {
          return writing.write(unfinished);
        } finally {
          Files.deleteIfExists(unfinished);
        }
      } catch (NoSuchFileException e) {
        if (tries == TRIES || (source != null && !Files.exists(source))) {
          throw e;
        }
      }
    }
  }

  /** Makes a folder and those above it, each flushed into the folder above. */
  private static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folderOf(folder);
    makeFolder(above);
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // Neither one nor the other: it has been deleted since, which the writing will meet.
      if (Files.isRegularFile(folder)) {
        throw new FileSystemException(
            folder.toString(), null, folder + " is an object, so nothing can lie inside it");
      }
    }
    flush(above);
  }

  private static void write(Path unfinished, byte[] content) throws IOException {
    try (FileChannel out = openNew(unfinished)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private static FileChannel openNew(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void putInPlace(Path unfinished, Path place) throws IOException {
    refuseFolder(place);
    Files.move(
        unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flushFolderOf(place);
  }

  private static void refuseFolder(Path place) throws FileSystemException {
    if (Files.isDirectory(place)) {
      throw new FileSystemException(
          place.toString(), null, "it is a folder of other objects, so it cannot be an object");
    }
  }

  private static void flushFolderOf(Path place) throws IOException {
    try {
      flush(folderOf(place));
    } catch (NoSuchFileException deleted) {
      // The object was in place: whoever deleted the folder since has deleted it before.
    }
  }

  private static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path place) {
    Path folder = place.getParent();
    if (folder == null) {
      throw new IllegalArgumentException(place + " is not inside a store");
    }
    return folder;
  }

  /** Writes an unfinished file and puts it in place. */
  private interface Writing {
    boolean write(Path unfinished) throws IOException;
  }
}
