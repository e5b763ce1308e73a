package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.ArtifactFile;
import io.stillhouse.v1.ArtifactType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** An output in a local folder. */
final class OutputFolder implements OutputArtifact {
  private final ArtifactType type;
  private final Path directory;
  private final ArtifactStore store;
  private final String key;
  private final Map<String, String> metadata = new ConcurrentHashMap<>();
  private final Map<String, ArtifactFile> stored = new ConcurrentHashMap<>();

  /**
   * @param key the artifact's folder in the store
   */
  OutputFolder(ArtifactType type, Path directory, ArtifactStore store, String key) {
    this.type = type;
    this.directory = directory;
    this.store = store;
    this.key = key;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void metadata(String key, String value) {
    metadata.put(key, value);
  }

  @Override
  public void stored(ArtifactFile file) {
    stored.put(file.getPath(), file);
  }

  @Override
  public Path file(String name) {
    return stored.containsKey(name) ? store.localFile(key + "/" + name) : directory.resolve(name);
  }

  Collection<ArtifactFile> stored() {
    return stored.values();
  }

  String key() {
    return key;
  }

  ArtifactType type() {
    return type;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  boolean isEmpty() {
    if (!stored.isEmpty()) {
      return false;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.allMatch(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output folder " + directory, e);
    }
  }
}
