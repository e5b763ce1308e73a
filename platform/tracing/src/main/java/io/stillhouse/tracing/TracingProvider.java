package io.stillhouse.tracing;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.orchestrator.observation.RunObserver;
import io.stillhouse.orchestrator.observation.RunObserverProvider;
import io.stillhouse.v1.Run;
import java.util.Map;

/** Follows runs with traces that go wherever the variables of OpenTelemetry say. */
public final class TracingProvider implements RunObserverProvider {

  @Override
  public RunObserver observe(ArtifactStore store, Run run, Map<String, String> environment) {
    GivenIds ids = new GivenIds();
    TraceExport export = TraceExport.open(environment, ids);
    return new RunTrace(new Spans(export.tracer(), ids, run.getName()), export, store, run);
  }
}
