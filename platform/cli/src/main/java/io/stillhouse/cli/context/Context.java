package io.stillhouse.cli.context;

import io.stillhouse.orchestrator.run.RunBackend;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A place for runs.
 *
 * @param name what the user calls it, a DNS label
 * @param store where runs and artifacts are kept
 * @param launcher what starts steps
 * @param runner what runs the pipeline
 * @param registry what stands before the names of images that name no registry
 * @param settings the settings of each launcher and runner by its name
 * @param environment environment variables that hold where the shell's do not say otherwise
 */
public record Context(
    String name,
    Optional<String> store,
    Optional<String> launcher,
    Optional<String> runner,
    Optional<String> registry,
    Map<String, Map<String, String>> settings,
    Map<String, String> environment) {
  /** Whose settings say which Flink session there is. */
  private static final String SESSION = "flink";

  /** This machine. */
  public static final Context LOCAL =
      new Context(
          "local",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Map.of());

  /** Copies. */
  public Context {
    settings = Map.copyOf(settings);
    environment = Map.copyOf(environment);
  }

  /** Who starts steps, and who decides when, as far as this context says so. */
  public RunBackend backend() {
    return backend(launcher.orElse(RunBackend.PROCESS), runner.orElse(RunBackend.DIRECT));
  }

  /** The same with another launcher and another runner, with their settings. */
  public RunBackend backend(String launcher, String runner) {
    return new RunBackend(
        launcher,
        settings.getOrDefault(launcher, Map.of()),
        runner,
        settings.getOrDefault(runner, Map.of()),
        settings.getOrDefault(SESSION, Map.of()),
        registry);
  }

  /**
   * The same with other settings.
   *
   * @param others settings by {@code launcher.key} or {@code runner.key}, which override those here
   */
  public Context with(Map<String, String> others) {
    Map<String, Map<String, String>> merged = new TreeMap<>();
    settings.forEach((owner, values) -> merged.put(owner, new TreeMap<>(values)));
    others.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          merged
              .computeIfAbsent(key.substring(0, dot), owner -> new TreeMap<>())
              .put(key.substring(dot + 1), value);
        });
    return new Context(name, store, launcher, runner, registry, merged, environment);
  }
}
