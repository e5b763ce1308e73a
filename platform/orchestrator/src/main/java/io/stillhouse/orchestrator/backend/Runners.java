package io.stillhouse.orchestrator.backend;

import io.stillhouse.launch.Finding;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.execution.PipelineRunner;
import io.stillhouse.orchestrator.execution.RunnerProvider;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The runners that are on the class path, and the one inside this process. */
public final class Runners {
  private final RunBackend here;
  private final Map<String, RunnerProvider> byName;

  /**
   * Those that the thread's class loader finds as services.
   *
   * @param here how this machine reaches platforms, whatever a run was created with
   */
  public Runners(RunBackend here) {
    this.here = here;
    this.byName =
        ServiceLoader.load(RunnerProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(
                Collectors.toMap(
                    RunnerProvider::name, Function.identity(), (one, other) -> one, TreeMap::new));
  }

  /** The names that a user may give. */
  public List<String> names() {
    List<String> names = new ArrayList<>(byName.keySet());
    names.add(0, RunBackend.DIRECT);
    return names;
  }

  /**
   * The runner of a run, which is not reached for yet.
   *
   * @throws InvalidRunException if there is none with that name, or its settings are wrong
   */
  public PipelineRunner open(RunBackend backend) {
    if (backend.runner().equals(RunBackend.DIRECT)) {
      return steps -> steps.here().run();
    }
    RunnerProvider provider = provider(backend);
    try {
      return provider.open(settings(backend));
    } catch (IllegalArgumentException e) {
      throw wrongSettings(backend, e);
    }
  }

  /**
   * Looks whether a runner's platform has what runs need.
   *
   * @throws InvalidRunException if there is no such runner, or its settings are wrong
   */
  public List<Finding> examine(RunBackend backend) {
    if (backend.runner().equals(RunBackend.DIRECT)) {
      return List.of();
    }
    RunnerProvider provider = provider(backend);
    try {
      return provider.examine(settings(backend));
    } catch (IllegalArgumentException e) {
      throw wrongSettings(backend, e);
    }
  }

  private RunnerProvider provider(RunBackend backend) {
    RunnerProvider provider = byName.get(backend.runner());
    if (provider == null) {
      throw new InvalidRunException(
          List.of(
              "there is no runner '"
                  + backend.runner()
                  + "'"
                  + Suggestion.closest(backend.runner(), names())
                      .map(suggestion -> "; did you mean " + suggestion)
                      .orElse("; there are " + String.join(", ", names()))));
    }
    return provider;
  }

  private Map<String, String> settings(RunBackend backend) {
    Map<String, String> settings = new TreeMap<>(backend.runnerSettings());
    if (here.runner().equals(backend.runner())) {
      settings.putAll(here.runnerSettings());
    }
    return settings;
  }

  private static InvalidRunException wrongSettings(RunBackend backend, IllegalArgumentException e) {
    return new InvalidRunException(
        Arrays.stream(String.valueOf(e.getMessage()).split("\n"))
            .map(problem -> "runner " + backend.runner() + ": " + problem)
            .toList());
  }
}
