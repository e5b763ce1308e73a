package io.stillhouse.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store in a folder of a local file system: an object is a file, its key is its path.
 *
 * <p>Objects are written as unfinished files beside their place, flushed to the disk, and then
 * linked (create) or renamed (replace) there, which the file system does at once or not at all. The
 * file system must have hard links. Symbolic links inside the root are refused, for they could lead
 * out of it.
 */
public final class LocalArtifactStore implements ArtifactStore {
  private final Path root;
  private final LocalObjectWriter writer;

  private LocalArtifactStore(Path root) {
    this.root = root;
    this.writer = new LocalObjectWriter(root);
  }

  /**
   * The store in a folder, which is made with the first write if it does not exist.
   *
   * @throws StoreException if there is something else at that place
   */
  public static LocalArtifactStore open(Path folder) {
    Path root = withRealParents(folder);
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new StoreException(
          "cannot open the store at " + root + ": it is not a folder; name a folder", null);
    }
    return new LocalArtifactStore(root);
  }

  @Override
  public URI root() {
    // Path.toUri ends with a slash if the folder exists, and a root must not change by existing.
    String uri = root.toUri().toString();
    return URI.create(
        uri.endsWith("/") && uri.length() > 8 ? uri.substring(0, uri.length() - 1) : uri);
  }

  @Override
  public boolean create(String key, byte[] content) {
    Path file = place(key);
    try {
      return writer.create(file, content);
    } catch (IOException e) {
      throw failure("create", file, e);
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    Path file = place(key);
    try {
      writer.replace(file, content);
    } catch (IOException e) {
      throw failure("write", file, e);
    }
  }

  @Override
  public void upload(String key, Path file) {
    Path place = place(key);
    try {
      writer.copy(place, file);
    } catch (IOException e) {
      throw failure("copy " + file + " to", place, e);
    }
  }

  @Override
  public void transfer(String key, Path file) {
    Path place = place(key);
    try {
      writer.move(place, file);
    } catch (IOException e) {
      throw failure("move " + file + " to", place, e);
    }
  }

  @Override
  public Optional<byte[]> read(String key) {
    Path file = place(key);
    if (!isObject(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", file, e);
    }
  }

  @Override
  public InputStream open(String key) {
    Path file = localFile(key);
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new ObjectNotFoundException(root(), key);
    } catch (IOException e) {
      throw failure("read", file, e);
    }
  }

  @Override
  public Path localFile(String key) {
    Path file = place(key);
    if (!isObject(file)) {
      throw new ObjectNotFoundException(root(), key);
    }
    return file;
  }

  @Override
  public List<StoredObject> list(String folder) {
    Path place = folderPlace(folder);
    List<StoredObject> objects = new ArrayList<>();
    try {
      DirectoryTree.visit(
          place,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                Path directory, BasicFileAttributes attributes) {
              return isUnfinished(directory)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !isUnfinished(file) && !file.equals(place)) {
                objects.add(
                    new StoredObject(
                        root.relativize(file).toString(),
                        attributes.size(),
                        attributes.lastModifiedTime().toInstant(),
                        OptionalInt.empty()));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw failure("list", place, e);
    }
    objects.sort(Comparator.comparing(StoredObject::key, ObjectKeys.ORDER));
    return objects;
  }

  @Override
  public List<String> children(String folder) {
    Path place = folderPlace(folder);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && !isUnfinished(entry)
            && hasObject(entry)) {
          names.add(String.valueOf(entry.getFileName()));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw failure("list", place, new IOException(e));
    } catch (IOException e) {
      throw failure("list", place, e);
    }
    names.sort(ObjectKeys.ORDER);
    return names;
  }

  @Override
  public void delete(String key) {
    Path file = place(key);
    try {
      if (isObject(file)) {
        Files.deleteIfExists(file);
      }
      writer.removeEmptyFolders(file.getParent());
    } catch (IOException e) {
      throw failure("delete", file, e);
    }
  }

  @Override
  public void deleteAll(String folder) {
    Path place = folderPlace(folder);
    try {
      if (Files.isDirectory(place)) {
        DirectoryTree.delete(place);
      }
      writer.removeEmptyFolders(place.getParent());
    } catch (IOException e) {
      throw failure("delete", place, e);
    }
  }

  @Override
  public WorkDirectory workDirectory() {
    try {
      return WorkDirectory.create(root, ObjectKeys.UNFINISHED);
    } catch (IOException e) {
      throw failure("make a work directory in", root, e);
    }
  }

  @Override
  public int removeUnfinished(Instant untouchedSince) {
    AtomicInteger removed = new AtomicInteger();
    try {
      DirectoryTree.visit(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
              if (!isUnfinished(directory)) {
                return FileVisitResult.CONTINUE;
              }
              if (isOld(attributes) && !WorkDirectory.inUse(directory)) {
                DirectoryTree.delete(directory);
                removed.incrementAndGet();
              }
              return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (isUnfinished(file) && isOld(attributes) && Files.deleteIfExists(file)) {
                removed.incrementAndGet();
              }
              return FileVisitResult.CONTINUE;
            }

            private boolean isOld(BasicFileAttributes attributes) {
              return attributes.lastModifiedTime().toInstant().isBefore(untouchedSince);
            }
          });
    } catch (IOException e) {
      throw failure("clean up", root, e);
    }
    return removed.get();
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

  private Path place(String key) {
    return withoutLinks(resolve(ObjectKeys.check(key)));
  }

  private Path folderPlace(String folder) {
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

  private static boolean isObject(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isUnfinished(Path path) {
    return String.valueOf(path.getFileName()).startsWith(ObjectKeys.UNFINISHED);
  }

  private static boolean hasObject(Path folder) throws IOException {
    boolean[] found = {false};
    DirectoryTree.visit(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found[0] = attributes.isRegularFile() && !isUnfinished(file);
            return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }
        });
    return found[0];
  }

  private StoreException failure(String attempted, Path path, IOException cause) {
    return LocalStoreFailure.explain(root, attempted, path, cause);
  }
}
