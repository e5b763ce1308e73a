package io.stillhouse.step;

import io.stillhouse.v1.ArtifactType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** An output in a local folder. */
final class OutputFolder implements OutputArtifact {
  private final ArtifactType type;
  private final Path directory;
  private final Map<String, String> metadata = new ConcurrentHashMap<>();

  OutputFolder(ArtifactType type, Path directory) {
    this.type = type;
    this.directory = directory;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void metadata(String key, String value) {
    metadata.put(key, value);
  }

  ArtifactType type() {
    return type;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  boolean isEmpty() {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.allMatch(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output folder " + directory, e);
    }
  }
}
