package io.stillhouse.server.trigger.engine;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.pipelines.StoredPipelines;
import io.stillhouse.server.runs.RunCreations;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.v1.CreateRunRequest;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.TriggerEvent;
import java.util.Optional;

/** Runs in the store, carried out outside this process as any other. */
public final class StoredEventRuns implements EventRuns {
  private static final int SHORT_ID = 12;

  private final ArtifactStore store;
  private final RunController controller;
  private final RunReader reader;
  private final RunCreations creations;
  private final StoredPipelines pipelines;

  /** Of a store. */
  public StoredEventRuns(
      ArtifactStore store,
      RunController controller,
      RunReader reader,
      RunCreations creations,
      StoredPipelines pipelines) {
    this.store = store;
    this.controller = controller;
    this.reader = reader;
    this.creations = creations;
    this.pipelines = pipelines;
  }

  @Override
  public String newRun(String pipeline) {
    return controller.newLayout(pipeline).name();
  }

  @Override
  public void start(TriggerDefinition trigger, TriggerEvent event) throws InterruptedException {
    String source =
        pipelines
            .source(trigger.pipeline(), trigger.version())
            .orElseThrow(() -> ApiException.notFound("there is no pipeline " + trigger.pipeline()));
    creations.create(
        CreateRunRequest.newBuilder()
            .setParent("pipelines/" + trigger.pipeline())
            .setSource(source)
            .putAllParameters(event.getParametersMap())
            .setExperiment(trigger.experiment())
            .putAllLabels(event.getLabelsMap())
            .putLabels("trigger", trigger.name())
            .putLabels("trigger-event", TriggerRecords.id(event.getName()).substring(0, SHORT_ID))
            .build(),
        RunLayout.ofName(event.getRun()));
  }

  @Override
  public Progress progress(String name) {
    RunLayout run = RunLayout.ofName(name);
    Optional<State> ended = ended(run);
    if (ended.isPresent()) {
      return new Progress(Stage.ENDED, ended.get());
    }
    if (store.read(run.runRecord()).isEmpty()) {
      return new Progress(Stage.GONE, State.STATE_UNSPECIFIED);
    }
    if (reader.isAtWork(run)) {
      return new Progress(Stage.AT_WORK, State.STATE_UNSPECIFIED);
    }
    // It may have ended between the two looks.
    return ended(run)
        .map(state -> new Progress(Stage.ENDED, state))
        .orElseGet(() -> new Progress(Stage.ABANDONED, State.STATE_UNSPECIFIED));
  }

  private Optional<State> ended(RunLayout run) {
    return ProtoJson.read(store, run.outcome(), RunOutcome.getDefaultInstance())
        .map(RunOutcome::getState);
  }

  @Override
  public void cancel(String run) {
    try {
      controller.cancel(RunLayout.ofName(run));
    } catch (InvalidRunException e) {
      if (ended(RunLayout.ofName(run)).isEmpty()) {
        throw e;
      }
    }
  }
}
