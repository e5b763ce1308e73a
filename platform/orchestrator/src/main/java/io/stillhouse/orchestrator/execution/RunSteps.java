package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.beam.StepBody;
import io.stillhouse.orchestrator.cache.StepCache;
import io.stillhouse.orchestrator.cache.StepClaims;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The steps of a run: what ended without a process is settled at once, every other is taken to its
 * outcome when it is asked for.
 */
public final class RunSteps implements StepBody {
  private static final Logger LOG = LoggerFactory.getLogger(RunSteps.class);

  private final RunContext run;
  private final StopSignal stop;
  private final RunListener listener;
  private final Clock clock;
  private final StepHistory history;
  private final StepSettler settler;
  private final StepRunner runner;
  private final Map<String, StepOutcome> outcomes = new ConcurrentHashMap<>();

  /**
   * The steps of a run.
   *
   * @param stop ends their attempts before their end, or the watching over them
   * @param limit what steps may use together
   * @param listener is called by several threads at once
   */
  public RunSteps(
      ArtifactStore store,
      StepLauncher launcher,
      StepKeys keys,
      RunContext run,
      StopSignal stop,
      ResourceRequest limit,
      RunListener listener,
      Clock clock) {
    this.run = run;
    this.stop = stop;
    this.clock = clock;
    this.listener = listener;
    this.history = new StepHistory(store, run.layout());
    this.settler =
        new StepSettler(run, history, new StepCache(store, clock), keys, stop, listener, clock);
    this.runner =
        new StepRunner(
            run,
            history,
            settler,
            new StepTasks(store, run),
            new AttemptRunner(run, store, launcher, stop, listener, clock),
            new AdmissionGate(limit, stop),
            stop,
            listener,
            new Random(),
            clock,
            new StepClaims(store));
  }

  /** The outcomes so far, as far as this process knows of them. */
  Map<String, StepOutcome> outcomes() {
    return outcomes;
  }

  /** Settles those steps, in plan order, that need no process and no step that does. */
  void settle() {
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

  /**
   * Takes room for the last attempt of a step, if that may be at work since an earlier
   * orchestrator, before any new attempt is let in.
   */
  public void reserve(String step) {
    runner.reserve(run.plan().step(step));
  }

  // A fault in here ends its own step only; the others, and the run's report, do not depend on it.
  @Override
  public StepOutcome run(String name, Map<String, StepOutcome> upstream)
      throws InterruptedException {
    outcomes.putAll(upstream);
    StepOutcome outcome;
    // For logs that machines read. The thread may be any, and does other work later.
    MDC.put("run", run.layout().name());
    MDC.put("step", name);
    try {
      outcome = runner.run(run.plan().step(name), upstream);
    } catch (TakenOverException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      stop.requireOwned();
      LOG.error("the orchestrator failed in step {}", name, e);
      outcome = orchestratorFailed(name, e);
    } finally {
      MDC.remove("step");
      MDC.remove("run");
    }
    outcomes.put(name, outcome);
    announceThoseAfter(name);
    return outcome;
  }

  /** A step ended in another process. */
  void endedElsewhere(StepOutcome outcome) {
    outcomes.put(outcome.getStep(), outcome);
    listener.stepEnded(outcome);
  }

  /** Gives every step that has no outcome one that says how the orchestrator failed. */
  void failWhatIsLeft(Throwable cause) {
    for (PlannedStep step : run.plan().steps()) {
      outcomes.computeIfAbsent(step.name(), name -> orchestratorFailed(name, cause));
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

  private void announceThoseAfter(String ended) {
    for (PlannedStep step : run.plan().steps()) {
      if (step.upstream().contains(ended) && outcomes.keySet().containsAll(step.upstream())) {
        runner.announce(step);
      }
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
}
