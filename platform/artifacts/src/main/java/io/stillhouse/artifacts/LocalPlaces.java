package io.stillhouse.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where the objects of a local store lie: which file a key stands for, and which it may not. */
final class LocalPlaces {
  private final Path root;

  private LocalPlaces(Path root) {
    this.root = root;
  }

  /**
   * The places below a folder. Links that lead to it are followed once, here.
   *
   * @throws StoreException if there is something else than a folder
   */
  static LocalPlaces below(Path folder) {
    Path root = withRealParents(folder);
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StoreException(
          "cannot open the store at " + root + ": it is not a folder; name a folder", null);
    }
    return new LocalPlaces(root);
  }

  Path root() {
    return root;
  }

  /**
   * The file of an object.
   *
   * @throws IllegalArgumentException if the key is none
   * @throws StoreException if a link leads to it
   */
  Path object(String key) {
    return withoutLinks(resolve(ObjectKeys.check(key)));
  }

  /** The folder of all objects whose keys begin with it; the root for the empty one. */
  Path folder(String folder) {
    String key = ObjectKeys.checkFolder(folder);
    return key.isEmpty() ? root : withoutLinks(resolve(key));
  }

  private Path resolve(String key) {
    try {
      return root.resolve(key);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "key '"
              + key
              + "' cannot be a file name in this process: "
              + e.getReason()
              + "; start it with LC_ALL=C.UTF-8",
          e);
    }
  }

  private Path withoutLinks(Path file) {
    for (Path part = file; part != null && !part.equals(root); part = part.getParent()) {
      if (Files.isSymbolicLink(part)) {
        throw new StoreException(
            part + " is a symbolic link; a store does not follow links, for they may leave it",
            null);
      }
    }
    return file;
  }

  /** Whether an object lies there. */
  static boolean isObject(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is a write or a work directory that is not an object yet. */
  static boolean isUnfinished(Path path) {
    return String.valueOf(path.getFileName()).startsWith(ObjectKeys.UNFINISHED);
  }

  /**
   * The folder's path without links, as far as it exists: only links inside the root are refused.
   */
  private static Path withRealParents(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    for (Path part = absolute; part != null; part = part.getParent()) {
      if (Files.exists(part)) {
        try {
          return part.toRealPath().resolve(part.relativize(absolute));
        } catch (IOException e) {
          throw LocalStoreFailure.explain(absolute, "open", part, e);
        }
      }
    }
    return absolute;
  }
}
