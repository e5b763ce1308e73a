package io.stillhouse.orchestrator.components;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.StagedSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sources of a run that were copied into the store.
 *
 * @param byPath the copies by the absolute path of the original
 */
public record StagedSources(Map<String, StagedSource> byPath) {
  /** None. */
  public static final StagedSources NONE = new StagedSources(Map.of());

  /** Those of a run's record. */
  public static StagedSources of(Collection<StagedSource> recorded) {
    return new StagedSources(
        recorded.stream().collect(Collectors.toMap(StagedSource::getPath, Function.identity())));
  }

  /** The copy of a file or folder, if there is one. */
  public Optional<StagedSource> find(Path path) {
    return Optional.ofNullable(byPath.get(path.toString()));
  }

  /** What a step finds in its parameter: the original's name below its copy. */
  public static String uri(StagedSource source, ArtifactStore store) {
    return store
        .uri(source.getCopy().getPath() + "/" + Path.of(source.getPath()).getFileName())
        .toString();
  }
}
