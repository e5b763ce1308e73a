package io.stillhouse.launch;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a launcher of one run is made from.
 *
 * @param store where the run lies
 * @param run the run
 * @param settings the launcher's own settings by name, as text
 * @param environment this process's environment
 */
public record LaunchContext(
    ArtifactStore store,
    RunLayout run,
    Map<String, String> settings,
    Map<String, String> environment,
    Clock clock) {

  /** Copies. */
  public LaunchContext {
    settings = Map.copyOf(new TreeMap<>(settings));
    environment = Map.copyOf(environment);
  }
}
