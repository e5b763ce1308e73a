package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.cache.StepClaims;
import io.stillhouse.orchestrator.cache.StepClaims.Claim;
import io.stillhouse.orchestrator.execution.AdmissionGate.Admission;
import io.stillhouse.orchestrator.execution.AdmissionGate.Turn;
import io.stillhouse.orchestrator.execution.AttemptEnd.Witness;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Takes a step whose predecessors have ended to its outcome: attempt after attempt within its
 * budgets, each within the limits of the run.
 */
final class StepRunner {
  private final StepHistory history;
  private final StepSettler settler;
  private final StepTasks tasks;
  private final AttemptRunner attempts;
  private final AdmissionGate gate;
  private final StopSignal stop;
  private final RunListener listener;
  private final RunContext run;
  private final RandomGenerator random;
  private final Clock clock;
  private final StepClaims claims;
  private final Map<String, Admission> reservations = new ConcurrentHashMap<>();
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  StepRunner(
      RunContext run,
      StepHistory history,
      StepSettler settler,
      StepTasks tasks,
      AttemptRunner attempts,
      AdmissionGate gate,
      StopSignal stop,
      RunListener listener,
      RandomGenerator random,
      Clock clock,
      StepClaims claims) {
    this.run = run;
    this.history = history;
    this.settler = settler;
    this.tasks = tasks;
    this.attempts = attempts;
    this.gate = gate;
    this.stop = stop;
    this.listener = listener;
    this.random = random;
    this.clock = clock;
    this.claims = claims;
  }

  /**
   * Takes room for the last attempt of a step that is about to {@link #run}, if that attempt may
   * still be at work: before any new attempt is let in.
   */
  void reserve(PlannedStep step) {
    int last = history.lastAttempt(step);
    if (last > 0 && !history.hasFailed(step, last)) {
      reservations.put(step.name(), gate.enterRunning(step.resources()));
    }
  }

  /**
   * Queues for a step that is ready and about to {@link #run}, so that steps which become ready
   * together are let in as the plan orders them, whichever the runner of the pipeline calls first.
   */
  void announce(PlannedStep step) {
    turns.computeIfAbsent(step.name(), name -> gate.queue(run.position(step)));
  }

  /** Runs the step, unless it turns out to be settled without. */
  StepOutcome run(PlannedStep step, Map<String, StepOutcome> upstream) throws InterruptedException {
    Turn announced = turns.remove(step.name());
    try (Turn turn = announced != null ? announced : gate.queue(run.position(step))) {
      return run(step, upstream, turn);
    }
  }

  private StepOutcome run(PlannedStep step, Map<String, StepOutcome> upstream, Turn turn)
      throws InterruptedException {
    Settlement settlement = settler.settle(step, upstream);
    while (settlement instanceof Settlement.ToRun toRun) {
      if (!settler.canBeShared(step, toRun)) {
        return compute(step, toRun, turn);
      }
      Optional<Claim> claim = claims.tryClaim(toRun.key().orElseThrow(), run.layout(), step.name());
      if (claim.isPresent()) {
        try (Claim held = claim.get()) {
          // Whoever had the claim before may have left a result.
          settlement = settler.isCached(toRun) ? settler.settle(step, upstream) : settlement;
          if (settlement instanceof Settlement.ToRun still) {
            return compute(step, still, turn);
          }
        }
      } else {
        // Another run computes it now. Nobody behind this step needs to wait for that run.
        turn.close();
        listener.stepShared(step.name());
        if (!stop.sleep(claims.betweenLooks())) {
          settlement = settler.settle(step, upstream);
        }
      }
    }
    return ((Settlement.Settled) settlement).outcome();
  }

  private StepOutcome compute(PlannedStep step, Settlement.ToRun toRun, Turn turn)
      throws InterruptedException {
    StepOutcome.Builder outcome =
        StepOutcome.newBuilder()
            .setStep(step.name())
            .setReason(toRun.reason())
            .setCacheKey(toRun.key().map(CacheKey::hex).orElse(""))
            .setReadyTime(Times.toProto(clock.instant()))
            .addAllAttempts(history.endedAttempts(step));
    try {
      work(step, toRun.inputs(), turn, outcome);
    } catch (StoppedException e) {
      outcome.setState(State.CANCELED);
    }
    return settler.end(step, outcome, toRun);
  }

  private void work(
      PlannedStep step, Map<String, InputArtifacts> inputs, Turn first, StepOutcome.Builder outcome)
      throws InterruptedException, StoppedException {
    RetryBudgets budgets = new RetryBudgets(step.retry(), random);
    int number = history.lastAttempt(step);
    if (number > 0) {
      first.close(); // an attempt to adopt is at work already
    }
    Optional<AttemptEnd> end = adopt(step, inputs, number);
    Admission unused = reservations.remove(step.name());
    if (unused != null) {
      unused.close();
    }
    while (true) {
      if (end.isEmpty()) {
        number++;
        end = Optional.of(launch(step, tasks.task(step, number, inputs), first));
      }
      AttemptEnd ended = end.get();
      end = Optional.empty();
      outcome.addAttempts(ended.attempt());
      if (ended.error().isEmpty()) {
        listener.attemptEnded(step.name(), ended.attempt(), Optional.empty());
        outcome.setState(State.SUCCEEDED).setResult(ended.result().orElseThrow());
        return;
      }
      if (stop.isGiven() || ended.error().get() == ErrorClass.CANCELLATION) {
        listener.attemptEnded(step.name(), ended.attempt(), Optional.empty());
        outcome.setState(
            stop.reason().equals(Optional.of(StopSignal.Reason.ORCHESTRATOR_FAILED))
                ? State.FAILED
                : State.CANCELED);
        return;
      }
      // Nobody saw this attempt's end: it went down with an earlier orchestrator, for which the
      // step's budgets do not pay.
      Optional<Duration> wait =
          ended.witness() == Witness.NOBODY
              ? Optional.of(Duration.ZERO)
              : budgets.take(ended.error().get());
      listener.attemptEnded(step.name(), ended.attempt(), wait);
      if (wait.isEmpty()) {
        outcome.setState(State.FAILED).setResult(failure(step, ended.attempt()));
        return;
      }
      if (!stop.sleep(wait.get())) {
        throw new StoppedException();
      }
    }
  }

  /**
   * @param first the turn that the step took before its first attempt
   */
  private AttemptEnd launch(PlannedStep step, StepTask task, Turn first)
      throws InterruptedException, StoppedException {
    listener.stepWaiting(step.name());
    try (Turn turn = gate.queue(run.position(step))) {
      first.close();
      try (Admission admission = turn.enter(step.resources())) {
        tasks.write(task);
        return attempts.launch(step, task);
      }
    }
  }

  /** Takes over the last attempt of an earlier orchestrator, if it may still count. */
  private Optional<AttemptEnd> adopt(
      PlannedStep step, Map<String, InputArtifacts> inputs, int number)
      throws InterruptedException {
    Optional<StepTask> last = number == 0 ? Optional.empty() : tasks.read(step, number);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    if (!StepTasks.sameWork(last.get(), tasks.task(step, number, inputs))) {
      // Asked for other work, it must neither count nor leave its checkpoints to the next attempt.
      attempts.abandon(step, last.get());
      history.forgetCheckpoints(step);
      return Optional.empty();
    }
    if (history.hasFailed(step, number)) {
      return Optional.empty();
    }
    Admission reserved = reservations.remove(step.name());
    try (Admission admission = reserved != null ? reserved : gate.enterRunning(step.resources())) {
      return Optional.of(attempts.adopt(step, last.get()));
    }
  }

  private StepResult failure(PlannedStep step, Attempt attempt) {
    return StepResult.newBuilder()
        .setRun(run.layout().name())
        .setStep(step.name())
        .setAttempt(attempt.getNumber())
        .setError(attempt.getError())
        .setStartTime(attempt.getStartTime())
        .setEndTime(attempt.getEndTime())
        .build();
  }
}
