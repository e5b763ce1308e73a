package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Follows artifacts to the attempts that made them. An artifact lies in the folder of its attempt,
 * whatever run it was served to from the cache.
 */
final class LineageReader {
  private final ArtifactStore store;
  private final Map<String, Optional<StepTask>> tasks = new HashMap<>();
  private final Map<String, SortedMap<String, String>> outputs = new LinkedHashMap<>();
  private final Set<String> untold = new LinkedHashSet<>();

  LineageReader(ArtifactStore store) {
    this.store = store;
  }

  Lineage of(StepTask task) {
    follow(task);
    List<LineageStep> steps = new ArrayList<>();
    outputs.forEach(
        (folder, used) -> known(folder).ifPresent(found -> steps.add(described(found, used))));
    return new Lineage(steps, List.copyOf(untold));
  }

  private void follow(StepTask task) {
    for (ArtifactReference artifact : read(task)) {
      int slash = artifact.getPath().lastIndexOf('/');
      String folder = artifact.getPath().substring(0, Math.max(0, slash));
      if (!tasks.containsKey(folder)) {
        Optional<StepTask> found = task(folder);
        tasks.put(folder, found);
        found.ifPresent(this::follow);
      }
      if (known(folder).isPresent()) {
        outputs
            .computeIfAbsent(folder, key -> new TreeMap<>())
            .put(artifact.getPath().substring(slash + 1), artifact.getDigest());
      } else {
        untold.add(artifact.getDigest());
      }
    }
  }

  private Optional<StepTask> known(String folder) {
    return tasks.getOrDefault(folder, Optional.empty());
  }

  private Optional<StepTask> task(String folder) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    String key = new AttemptLayout(folder).task();
    return store
        .read(key)
        .map(
            json -> ProtoJson.read(json, StepTask.getDefaultInstance(), store.uri(key).toString()));
  }

  private static List<ArtifactReference> read(StepTask task) {
    return new TreeMap<>(task.getInputsMap())
        .values().stream()
            .map(InputArtifacts::getArtifactsList)
            .flatMap(List::stream)
            .map(InputArtifact::getArtifact)
            .toList();
  }

  private static LineageStep described(StepTask task, SortedMap<String, String> used) {
    SortedMap<String, List<String>> inputs = new TreeMap<>();
    task.getInputsMap()
        .forEach(
            (name, artifacts) ->
                inputs.put(
                    name,
                    artifacts.getArtifactsList().stream()
                        .map(input -> input.getArtifact().getDigest())
                        .toList()));
    return new LineageStep(
        task.getRun(),
        task.getStep(),
        task.getComponent(),
        new TreeMap<>(task.getParametersMap()),
        inputs,
        used);
  }
}
