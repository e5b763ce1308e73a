package io.stillhouse.orchestrator.run;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who starts the steps of a run, and who decides when.
 *
 * @param launcher what starts a step: {@code process}, {@code docker}, {@code kubernetes}
 * @param launcherSettings the launcher's settings by name
 * @param runner what runs the pipeline: {@code direct}, {@code flink}
 * @param runnerSettings the runner's settings by name
 * @param sessionSettings the settings of the Flink session that steps may use, by name; empty:
 *     there is none
 * @param registry what stands before the names of images that name no registry
 */
public record RunBackend(
    String launcher,
    Map<String, String> launcherSettings,
    String runner,
    Map<String, String> runnerSettings,
    Map<String, String> sessionSettings,
    Optional<String> registry) {
  /** The launcher whose steps are processes of the orchestrator's machine. */
  public static final String PROCESS = "process";

  /** The runner inside the orchestrator's own process. */
  public static final String DIRECT = "direct";

  /** Everything on this machine. */
  public static final RunBackend LOCAL =
      new RunBackend(PROCESS, Map.of(), DIRECT, Map.of(), Map.of(), Optional.empty());

  /** Copies. */
  public RunBackend {
    launcherSettings = Collections.unmodifiableMap(new TreeMap<>(launcherSettings));
    runnerSettings = Collections.unmodifiableMap(new TreeMap<>(runnerSettings));
    sessionSettings = Collections.unmodifiableMap(new TreeMap<>(sessionSettings));
  }

  /** The same as far as it starts steps. */
  public RunBackend startsAlike() {
    return new RunBackend(launcher, launcherSettings, DIRECT, Map.of(), Map.of(), Optional.empty());
  }

  /** Whether steps are containers, started from images. */
  public boolean startsImages() {
    return !launcher.equals(PROCESS);
  }
}
