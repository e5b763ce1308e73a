package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jars of steps for their workers on sessions. A step looks which of them the store has before it
 * writes down which ones its workers are to load, so none goes while a step may be at work. Nobody
 * else needs them: a step that finds one missing copies it again.
 */
final class WorkerPrograms {
  private static final Pattern NAMED =
      Pattern.compile("\\b" + RunLayout.PROGRAMS + "/[0-9a-f]{64}\\b");
  private static final String PROGRAM = "/program";

  private final ArtifactStore store;

  WorkerPrograms(ArtifactStore store) {
    this.store = store;
  }

  /** Those that no work of these runs names. */
  List<StoredObject> stale(List<RunInventory> runs, Instant now) {
    List<StoredObject> programs = store.list(RunLayout.PROGRAMS);
    if (programs.isEmpty() || runs.stream().anyMatch(run -> run.mayBeAtWork(now))) {
      return List.of();
    }
    Set<String> named = new HashSet<>();
    for (RunInventory run : runs) {
      for (String work : run.workFolders()) {
        store.list(work).stream()
            .map(StoredObject::key)
            .filter(key -> key.endsWith(PROGRAM))
            .forEach(key -> named.addAll(namedIn(key)));
      }
    }
    return programs.stream().filter(program -> !named.contains(program.key())).toList();
  }

  private Set<String> namedIn(String key) {
    Set<String> named = new HashSet<>();
    byte[] text = store.read(key).orElse(new byte[0]);
    Matcher matcher = NAMED.matcher(new String(text, StandardCharsets.UTF_8));
    while (matcher.find()) {
      named.add(matcher.group());
    }
    return named;
  }
}
