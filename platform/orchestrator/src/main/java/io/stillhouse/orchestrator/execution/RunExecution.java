package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.orchestrator.beam.RunPipeline;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run from wherever it is to its end. Steps that need no process are settled first, one
 * after the other; the pipeline is made of the others, and if none remain there is no pipeline.
 */
public final class RunExecution {
  private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

  private final ArtifactStore store;
  private final RunContext run;
  private final StopSignal stop;
  private final PipelineRunner runner;
  private final RunListener listener;
  private final Clock clock;
  private final RunSteps steps;

  /**
   * An execution that is about to begin.
   *
   * @param stop ends it before its end
   * @param limit what steps may use together
   * @param runner carries out what is not settled
   * @param listeners are told how it goes
   */
  public RunExecution(
      ArtifactStore store,
      StepLauncher launcher,
      StepKeys keys,
      RunContext run,
      StopSignal stop,
      ResourceRequest limit,
      PipelineRunner runner,
      List<RunListener> listeners,
      Clock clock) {
    this.store = store;
    this.run = run;
    this.stop = stop;
    this.runner = runner;
    this.clock = clock;
    this.listener = new SerialListener(listeners);
    this.steps = new RunSteps(store, launcher, keys, run, stop, limit, this.listener, clock);
  }

  /**
   * Runs to the end and writes the outcome down.
   *
   * @throws RunBusyException if another orchestrator took the run over meanwhile
   * @throws BackendUnreachableException if the platform cannot be reached that the runner needs;
   *     the run stays as it is, and whoever executes it next goes on
   * @throws InvalidRunException if that platform cannot carry it out
   */
  public RunOutcome run() {
    Instant start = clock.instant();
    stop.onGiven(
        () -> {
          if (!stop.reason().equals(Optional.of(StopSignal.Reason.TAKEN_OVER))) {
            listener.canceling();
          }
        });
    listener.runStarted(run.layout(), run.plan());
    try (CancelWatch watch = new CancelWatch(store, run.layout(), stop)) {
      steps.settle();
      if (steps.outcomes().size() < run.plan().steps().size()) {
        runner.run(remaining());
      }
    } catch (BackendUnreachableException | InvalidRunException e) {
      requireOwned();
      throw e;
    } catch (RuntimeException | Error e) {
      requireOwned();
      stop.give(StopSignal.Reason.ORCHESTRATOR_FAILED);
      LOG.error("the orchestrator failed; run {} fails with it", run.layout().name(), e);
      steps.failWhatIsLeft(e);
    }
    requireOwned();
    RunOutcome outcome = outcome(start);
    store.replace(run.layout().outcome(), ProtoJson.write(outcome));
    listener.runEnded(outcome);
    return outcome;
  }

  private RemainingSteps remaining() {
    return new RemainingSteps(
        store,
        run.layout(),
        run.plan(),
        steps.outcomes(),
        stop,
        listener,
        steps::endedElsewhere,
        () -> RunPipeline.run(run.plan(), Map.copyOf(steps.outcomes()), steps));
  }

  private void requireOwned() {
    if (stop.reason().equals(Optional.of(StopSignal.Reason.TAKEN_OVER))) {
      throw new RunBusyException(
          "run "
              + run.layout().runId()
              + " was taken over by another process, as this one could not be heard of; it goes on"
              + " there");
    }
  }

  private RunOutcome outcome(Instant start) {
    List<StepOutcome> inPlanOrder =
        run.plan().steps().stream()
            .flatMap(step -> Stream.ofNullable(steps.outcomes().get(step.name())))
            .toList();
    return RunOutcome.newBuilder()
        .setRun(run.layout().name())
        .setState(state(inPlanOrder))
        .addAllSteps(inPlanOrder)
        .setStartTime(Times.toProto(start))
        .setEndTime(Times.toProto(clock.instant()))
        .build();
  }

  private static State state(List<StepOutcome> steps) {
    if (steps.stream().anyMatch(step -> step.getState() == State.CANCELED)) {
      return State.CANCELED;
    }
    return steps.stream().anyMatch(step -> step.getState() == State.FAILED)
        ? State.FAILED
        : State.SUCCEEDED;
  }
}
