package io.stillhouse.orchestrator.observation;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.Run;
import java.util.Map;

/** Makes observers. Found as a service, and only when {@link TraceVariables} say so. */
public interface RunObserverProvider {

  /**
   * What follows a run that is about to be executed here.
   *
   * @param store where the run's records are
   * @param environment this process's environment, as OpenTelemetry specifies its variables
   * @throws IllegalArgumentException if a variable is wrong
   */
  RunObserver observe(ArtifactStore store, Run run, Map<String, String> environment);
}
