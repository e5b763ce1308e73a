package io.stillhouse.artifacts;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what a file system's failure means for the store and what to do about it. */
final class LocalStoreFailure {
  // Less than this is a full disk: file systems keep some blocks for themselves.
  private static final long FULL_BELOW_BYTES = 1 << 16;

  private LocalStoreFailure() {}

  static StoreException explain(Path root, String attempted, Path path, IOException cause) {
    return new StoreException(
        "store " + root + ": cannot " + attempted + " " + path + ": " + reason(path, cause), cause);
  }

  private static String reason(Path path, IOException cause) {
    if (isFull(path)) {
      return "the disk is full ("
          + cause.getMessage()
          + "); free some space or put the store elsewhere";
    }
    if (cause instanceof AccessDeniedException) {
      return "user "
          + System.getProperty("user.name")
          + " has no permission for "
          + ((AccessDeniedException) cause).getFile();
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no " + ((NoSuchFileException) cause).getFile();
    }
    if (cause instanceof FileSystemException) {
      String reason = ((FileSystemException) cause).getReason();
      if (reason != null) {
        return reason;
      }
    }
    return cause.toString();
  }

  private static boolean isFull(Path path) {
    Path existing = nearestExisting(path);
    try {
      return existing != null
          && Files.getFileStore(existing).getUsableSpace() < FULL_BELOW_BYTES
          && Files.getFileStore(existing).getTotalSpace() > 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static @Nullable Path nearestExisting(Path path) {
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }
}
