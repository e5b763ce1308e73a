package io.stillhouse.orchestrator.components;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.artifacts.ObjectKeys;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.StagedSource;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies sources of this machine into a store that other machines read. What lies there already,
 * whoever brought it, is not copied again.
 */
public final class SourceStaging {
  /** Beside the pipelines: sources, by what they contain and what they are called. */
  public static final String FOLDER = "_sources";

  private final ArtifactStore store;
  private final ContentDigests contents;

  public SourceStaging(ArtifactStore store, ContentDigests contents) {
    this.store = store;
    this.contents = contents;
  }

  /**
   * Makes sure that the store has a file or folder.
   *
   * @throws IOException if it cannot be read
   */
  public StagedSource stage(Path source) throws IOException {
    String digest = contents.of(source);
    String key = FOLDER + "/" + ContentDigests.ofTexts(List.of(digest, name(source)));
    ArtifactReference copy = find(key).orElse(null);
    if (copy == null) {
      copy = new ArtifactWriter(store).commit(files(source), ArtifactType.DATASET, Map.of(), key);
    }
    return StagedSource.newBuilder()
        .setPath(source.toString())
        .setDigest(digest)
        .setCopy(copy)
        .build();
  }

  private Optional<ArtifactReference> find(String key) {
    ArtifactReader reader = new ArtifactReader(store);
    try {
      Optional<ArtifactReference> found = reader.find(key);
      found.ifPresent(reader::verify);
      return found;
    } catch (CorruptArtifactException e) {
      store.deleteAll(key);
      return Optional.empty();
    }
  }

  private static SortedMap<String, Path> files(Path source) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>(ObjectKeys.ORDER);
    try (Stream<Path> tree = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        StringBuilder path = new StringBuilder(name(source));
        if (!file.equals(source)) {
          source.relativize(file).forEach(part -> path.append('/').append(part));
        }
        files.put(path.toString(), file);
      }
    }
    return files;
  }

  private static String name(Path source) {
    return String.valueOf(source.getFileName());
  }
}
