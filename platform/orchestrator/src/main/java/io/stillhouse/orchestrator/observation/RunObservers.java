package io.stillhouse.orchestrator.observation;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.Run;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers that the environment asks for. That one cannot be had is told and harms no run. */
public final class RunObservers {
  private static final Logger LOG = LoggerFactory.getLogger(RunObservers.class);

  private final Map<String, String> environment;

  /** Those that an environment asks for. */
  public RunObservers(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** What follows a run; the thread's class loader finds it as a service. */
  public RunObserver observe(ArtifactStore store, Run run) {
    if (!TraceVariables.switchOn(environment)) {
      return RunObserver.NONE;
    }
    Optional<RunObserverProvider> provider =
        ServiceLoader.load(RunObserverProvider.class).findFirst();
    if (provider.isEmpty()) {
      LOG.error("the environment asks for traces, which this installation cannot make");
      return RunObserver.NONE;
    }
    try {
      return provider.get().observe(store, run, environment);
    } catch (IllegalArgumentException e) {
      LOG.error("there are no traces of run {}: {}", run.getName(), e.getMessage());
      return RunObserver.NONE;
    }
  }
}
