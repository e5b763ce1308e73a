package io.stillhouse.orchestrator.backend;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.components.ProgramsHere;
import io.stillhouse.orchestrator.execution.MachineResources;
import io.stillhouse.orchestrator.execution.RunContext;
import io.stillhouse.orchestrator.launch.ProcessLauncher;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Opens the launchers that runs ask for, the way this machine reaches them. */
public final class RunLaunchers {
  private final ArtifactStore store;
  private final Map<String, String> environment;
  private final RunBackend here;
  private final Clock clock;
  private final Launchers launchers = new Launchers();

  /**
   * Launchers for the runs of a store.
   *
   * @param environment this process's environment, of which steps inherit a little
   * @param here how this machine reaches platforms, whatever a run was created with
   */
  public RunLaunchers(
      ArtifactStore store, Map<String, String> environment, RunBackend here, Clock clock) {
    this.store = store;
    this.environment = Map.copyOf(environment);
    this.here = here;
    this.clock = clock;
  }

  /**
   * The launcher of a run.
   *
   * @throws InvalidRunException if the run cannot be executed with it
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached
   */
  public StepLauncher open(RunContext run) {
    RunBackend backend = RunRecords.backend(run.run());
    if (backend.startsImages()) {
      return open(backend, run.layout());
    }
    if (!"file".equals(store.root().getScheme())
        || !(run.programs() instanceof ProgramsHere programs)) {
      throw new InvalidRunException(List.of(needsLocalStore()));
    }
    return new ProcessLauncher(Path.of(store.root()), programs.components()::folder, environment);
  }

  /**
   * Makes sure that runs can be executed with these launchers, before one is created.
   *
   * @throws InvalidRunException if not
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached
   */
  public void check(RunBackend backend, RunLayout layout) {
    if (backend.startsImages()) {
      open(backend, layout).close();
    } else if (!"file".equals(store.root().getScheme())) {
      throw new InvalidRunException(List.of(needsLocalStore()));
    }
  }

  /** What is recorded with a run: all that does not depend on the machine. */
  public RunBackend recorded(RunBackend backend) {
    if (!backend.startsImages()) {
      return backend;
    }
    Map<String, String> settings = new TreeMap<>(backend.launcherSettings());
    settings.keySet().removeAll(launchers.provider(backend.launcher()).accessSettings());
    return new RunBackend(
        backend.launcher(),
        settings,
        backend.runner(),
        backend.runnerSettings(),
        backend.sessionSettings(),
        backend.registry());
  }

  /** What the steps of a run may use together. */
  public ResourceRequest limit(RunContext run) {
    RunBackend backend = RunRecords.backend(run.run());
    ResourceLimits limits = RunRecords.limits(run.run(), run.plan().limits());
    return backend.startsImages() && !launchers.provider(backend.launcher()).startsOnThisMachine()
        ? MachineResources.elsewhere(limits)
        : MachineResources.limitedTo(limits);
  }

  /**
   * What a platform has of the runs of the store.
   *
   * @throws InvalidRunException if there is no such launcher, or its settings are wrong
   * @throws io.stillhouse.launch.BackendUnreachableException if the platform cannot be reached
   */
  public Leftovers leftovers(RunBackend backend) {
    return launchers.leftovers(
        backend.launcher(),
        store.root(),
        settings(backend, launchers.provider(backend.launcher())),
        environment);
  }

  /** Whether the platform of such runs can take them to their ends, without this machine. */
  public boolean runsControllers(RunBackend backend) {
    return backend.startsImages() && launchers.provider(backend.launcher()).runsControllers();
  }

  /**
   * Lets the platform take a run to its end.
   *
   * @param image the controller's, unless the settings name another; empty: unknown
   * @param arguments what the command in it is called with
   * @param atWork whether somebody has taken the run by now, or it has ended already
   * @return what was started and where, for a person
   * @throws LaunchException if it cannot do its work
   * @throws InvalidRunException if the settings are wrong
   */
  public String startController(
      RunBackend backend,
      RunLayout run,
      Optional<String> image,
      List<String> arguments,
      BooleanSupplier atWork)
      throws LaunchException {
    Map<String, String> settings = settings(backend, launchers.provider(backend.launcher()));
    return launchers.startController(
        backend.launcher(),
        new ControllerRequest(run, store.root(), image, arguments, settings, environment),
        atWork);
  }

  private StepLauncher open(RunBackend backend, RunLayout layout) {
    LauncherProvider provider = launchers.provider(backend.launcher());
    if (!provider.startsOnThisMachine() && "file".equals(store.root().getScheme())) {
      throw new InvalidRunException(
          List.of(
              "steps that launcher "
                  + backend.launcher()
                  + " starts elsewhere cannot reach a store in a folder of this machine ("
                  + store.root()
                  + "): name a gs:// location with --store"));
    }
    return launchers.open(
        backend.launcher(),
        new LaunchContext(store, layout, settings(backend, provider), environment, clock));
  }

  /** Those of the run, and how this machine reaches the platform. */
  private Map<String, String> settings(RunBackend backend, LauncherProvider provider) {
    Map<String, String> settings = new TreeMap<>(backend.launcherSettings());
    if (here.launcher().equals(backend.launcher())) {
      here.launcherSettings()
          .forEach(
              (key, value) -> {
                if (provider.accessSettings().contains(key)) {
                  settings.put(key, value);
                }
              });
    }
    return settings;
  }

  private String needsLocalStore() {
    return "steps that are processes need a store on this machine, not "
        + store.root()
        + ": name a folder with --store, or another launcher ("
        + String.join(", ", launchers.names().subList(1, launchers.names().size()))
        + ") with --launcher";
  }
}
