package io.stillhouse.orchestrator.backend;

import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The launchers of containers that are on the class path. */
public final class Launchers {
  private final Map<String, LauncherProvider> byName;

  /** Those that the thread's class loader finds as services. */
  public Launchers() {
    this.byName =
        ServiceLoader.load(LauncherProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .collect(
                Collectors.toMap(
                    LauncherProvider::name,
                    Function.identity(),
                    (one, other) -> one,
                    TreeMap::new));
  }

  /** The names that a user may give. */
  public List<String> names() {
    List<String> names = new ArrayList<>(byName.keySet());
    names.add(0, RunBackend.PROCESS);
    return names;
  }

  /**
   * The launcher with that name.
   *
   * @throws InvalidRunException if there is none
   */
  public LauncherProvider provider(String name) {
    LauncherProvider provider = byName.get(name);
    if (provider == null) {
      throw new InvalidRunException(
          List.of(
              "there is no launcher '"
                  + name
                  + "'"
                  + Suggestion.closest(name, names())
                      .map(suggestion -> "; did you mean " + suggestion)
                      .orElse("; there are " + String.join(", ", names()))));
    }
    return provider;
  }

  /**
   * Opens a launcher.
   *
   * @throws InvalidRunException if its settings are wrong
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached
   */
  public StepLauncher open(String name, LaunchContext context) {
    try {
      return provider(name).open(context);
    } catch (IllegalArgumentException e) {
      throw wrongSettings(name, e);
    }
  }

  /**
   * Looks whether a launcher's platform has what runs need.
   *
   * @throws InvalidRunException if its settings are wrong
   */
  public List<Finding> examine(String name, Examination examination) {
    try {
      return provider(name).examine(examination);
    } catch (IllegalArgumentException e) {
      throw wrongSettings(name, e);
    }
  }

  /**
   * What a launcher's platform has of the runs of a store.
   *
   * @throws InvalidRunException if its settings are wrong
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached
   */
  public Leftovers leftovers(
      String name, URI store, Map<String, String> settings, Map<String, String> environment) {
    try {
      return provider(name).leftovers(store, settings, environment);
    } catch (IllegalArgumentException e) {
      throw wrongSettings(name, e);
    }
  }

  /**
   * Lets a launcher's platform take a run to its end.
   *
   * @param atWork whether somebody has taken the run by now, or it has ended already
   * @return what was started and where, for a person
   * @throws LaunchException if it cannot do its work
   * @throws InvalidRunException if the settings are wrong
   */
  public String startController(String name, ControllerRequest request, BooleanSupplier atWork)
      throws LaunchException {
    try {
      return provider(name).startController(request, atWork);
    } catch (IllegalArgumentException e) {
      throw wrongSettings(name, e);
    }
  }

  /**
   * What a launcher would give its platform for these attempts.
   *
   * @throws InvalidRunException if its settings are wrong, or a step asks for what the platform
   *     does not have
   */
  public Optional<String> manifest(
      String name,
      List<LaunchRequest> requests,
      Map<String, String> settings,
      Map<String, String> environment) {
    try {
      return provider(name).manifest(requests, settings, environment);
    } catch (IllegalArgumentException e) {
      throw wrongSettings(name, e);
    }
  }

  private static InvalidRunException wrongSettings(String name, IllegalArgumentException e) {
    return new InvalidRunException(
        String.valueOf(e.getMessage())
            .lines()
            .map(line -> "launcher " + name + ": " + line)
            .toList());
  }
}
