package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.beam.RunPipeline;
import io.stillhouse.orchestrator.cache.StepCache;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
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
  private final RunListener listener;
  private final Clock clock;
  private final StepHistory history;
  private final StepSettler settler;
  private final StepRunner runner;
  private final Map<String, StepOutcome> outcomes = new ConcurrentHashMap<>();

  /**
   * An execution that is about to begin.
   *
   * @param stop ends it before its end
   * @param limit what steps may use together
   */
  public RunExecution(
      ArtifactStore store,
      StepLauncher launcher,
      StepKeys keys,
      RunContext run,
      StopSignal stop,
      ResourceRequest limit,
      RunListener listener,
      Clock clock) {
    this.store = store;
    this.run = run;
    this.stop = stop;
    this.clock = clock;
    this.listener = new SerialListener(listener);
    this.history = new StepHistory(store, run.layout());
    this.settler =
        new StepSettler(
            run, history, new StepCache(store, clock), keys, stop, this.listener, clock);
    this.runner =
        new StepRunner(
            run,
            history,
            settler,
            new StepTasks(store, run),
            new AttemptRunner(run, store, launcher, stop, this.listener, clock),
            new AdmissionGate(limit, stop),
            stop,
            this.listener,
            new Random(),
            clock);
  }

  /**
   * Runs to the end and writes the outcome down.
   *
   * @throws RunBusyException if another orchestrator took the run over meanwhile
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
      settle();
      if (outcomes.size() < run.plan().steps().size()) {
        RunPipeline.run(run.plan(), Map.copyOf(outcomes), this::runStep);
      }
    } catch (RuntimeException | Error e) {
      requireOwned();
      stop.give(StopSignal.Reason.ORCHESTRATOR_FAILED);
      LOG.error("the orchestrator failed; run {} fails with it", run.layout().name(), e);
      failWhatIsLeft(e);
    }
    requireOwned();
    RunOutcome outcome = outcome(start);
    store.replace(run.layout().outcome(), ProtoJson.write(outcome));
    listener.runEnded(outcome);
    return outcome;
  }

  private void settle() {
    for (PlannedStep step : run.plan().steps()) {
      if (outcomes.keySet().containsAll(step.upstream())) {
        Settlement settlement = settler.settle(step, upstream(step));
        if (settlement instanceof Settlement.Settled settled) {
          outcomes.put(step.name(), settled.outcome());
        } else {
          runner.reserve(step);
        }
      }
    }
  }

  private Map<String, StepOutcome> upstream(PlannedStep step) {
    Map<String, StepOutcome> upstream = new LinkedHashMap<>();
    for (String name : step.upstream()) {
      StepOutcome outcome = outcomes.get(name);
      if (outcome == null) {
        throw new IllegalStateException("step " + name + " has not ended");
      }
      upstream.put(name, outcome);
    }
    return upstream;
  }

  // A fault in here ends its own step only; the others, and the run's report, do not depend on it.
  private StepOutcome runStep(String name, Map<String, StepOutcome> upstream)
      throws InterruptedException {
    StepOutcome outcome;
    try {
      outcome = runner.run(run.plan().step(name), upstream);
    } catch (TakenOverException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      LOG.error("the orchestrator failed in step {}", name, e);
      outcome = orchestratorFailed(name, e);
    }
    outcomes.put(name, outcome);
    announceThoseAfter(name);
    return outcome;
  }

  private void announceThoseAfter(String ended) {
    for (PlannedStep step : run.plan().steps()) {
      if (step.upstream().contains(ended) && outcomes.keySet().containsAll(step.upstream())) {
        runner.announce(step);
      }
    }
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

  private void failWhatIsLeft(Throwable cause) {
    for (PlannedStep step : run.plan().steps()) {
      outcomes.computeIfAbsent(step.name(), name -> orchestratorFailed(name, cause));
    }
  }

  private StepOutcome orchestratorFailed(String step, Throwable cause) {
    StepOutcome outcome =
        StepOutcome.newBuilder()
            .setStep(step)
            .setState(State.FAILED)
            .setReason("the orchestrator itself failed: " + cause)
            .setEndTime(Times.toProto(clock.instant()))
            .addAttempts(
                Attempt.newBuilder()
                    .setError(
                        AttemptVerdict.error(
                            ErrorClass.INFRASTRUCTURE,
                            "the orchestrator itself failed: "
                                + cause
                                + "; resume the run, and report this",
                            stackTrace(cause))))
            .build();
    try {
      history.write(outcome);
    } catch (RuntimeException e) {
      LOG.error("the outcome of step {} cannot be written", step, e);
    }
    listener.stepEnded(outcome);
    return outcome;
  }

  private static String stackTrace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private RunOutcome outcome(Instant start) {
    List<StepOutcome> inPlanOrder =
        run.plan().steps().stream()
            .flatMap(step -> Stream.ofNullable(outcomes.get(step.name())))
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
