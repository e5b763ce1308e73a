package io.stillhouse.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A store in a folder of a local file system: an object is a file, its key is its path.
 *
 * <p>Objects are written as unfinished files beside their place, flushed to the disk, and then
 * linked (create) or renamed (replace) there, which the file system does at once or not at all. The
 * file system must have hard links. Symbolic links inside the root are refused, for they could lead
 * out of it.
 */
public final class LocalArtifactStore implements ArtifactStore {
  private final LocalPlaces places;
  private final LocalObjectWriter writer;

  private LocalArtifactStore(LocalPlaces places) {
    this.places = places;
    this.writer = new LocalObjectWriter(places.root());
  }

  /**
   * The store in a folder, which is made with the first write if it does not exist.
   *
   * @throws StoreException if there is something else at that place
   */
  public static LocalArtifactStore open(Path folder) {
    return new LocalArtifactStore(LocalPlaces.below(folder));
  }

  @Override
  public URI root() {
    // Path.toUri ends with a slash if the folder exists, and a root must not change by existing.
    String uri = places.root().toUri().toString();
    return URI.create(
        uri.endsWith("/") && uri.length() > 8 ? uri.substring(0, uri.length() - 1) : uri);
  }

  @Override
  public boolean create(String key, byte[] content) {
    Path file = places.object(key);
    try {
      return writer.create(file, content);
    } catch (IOException e) {
      throw failure("create", file, e);
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    Path file = places.object(key);
    try {
      writer.replace(file, content);
    } catch (IOException e) {
      throw failure("write", file, e);
    }
  }

  @Override
  public void upload(String key, Path file) {
    Path place = places.object(key);
    try {
      writer.copy(place, file);
    } catch (IOException e) {
      throw failure("copy " + file + " to", place, e);
    }
  }

  @Override
  public void transfer(String key, Path file) {
    Path place = places.object(key);
    try {
      writer.move(place, file);
    } catch (IOException e) {
      throw failure("move " + file + " to", place, e);
    }
  }

  @Override
  public Optional<byte[]> read(String key) {
    Path file = places.object(key);
    if (!LocalPlaces.isObject(file)) {
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
    Path file = places.object(key);
    if (!LocalPlaces.isObject(file)) {
      throw new ObjectNotFoundException(root(), key);
    }
    return file;
  }

  @Override
  public List<StoredObject> list(String folder) {
    Path place = places.folder(folder);
    try {
      return LocalListing.objects(places.root(), place);
    } catch (IOException e) {
      throw failure("list", place, e);
    }
  }

  @Override
  public List<String> children(String folder) {
    Path place = places.folder(folder);
    try {
      return LocalListing.children(place);
    } catch (IOException e) {
      throw failure("list", place, e);
    }
  }

  @Override
  public void delete(String key) {
    Path file = places.object(key);
    try {
      if (LocalPlaces.isObject(file)) {
        Files.deleteIfExists(file);
      }
      writer.removeEmptyFolders(file.getParent());
    } catch (IOException e) {
      throw failure("delete", file, e);
    }
  }

  @Override
  public void deleteAll(String folder) {
    Path place = places.folder(folder);
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
      return WorkDirectory.create(places.root(), ObjectKeys.UNFINISHED);
    } catch (IOException e) {
      throw failure("make a work directory in", places.root(), e);
    }
  }

  @Override
  public int removeUnfinished(Instant untouchedSince) {
    try {
      return LocalListing.removeUnfinished(places.root(), untouchedSince);
    } catch (IOException e) {
      throw failure("clean up", places.root(), e);
    }
  }

  private StoreException failure(String attempted, Path path, IOException cause) {
    return LocalStoreFailure.explain(places.root(), attempted, path, cause);
  }
}
