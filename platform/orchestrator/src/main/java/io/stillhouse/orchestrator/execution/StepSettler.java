package io.stillhouse.orchestrator.execution;

import io.stillhouse.model.plan.CacheKey;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.cache.CacheDecision;
import io.stillhouse.orchestrator.cache.StepCache;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the outcomes that need no process: what an interrupted run had done already, what is
 * skipped, what the cache serves.
 */
final class StepSettler {
  private final RunContext run;
  private final StepHistory history;
  private final StepCache cache;
  private final StepKeys keys;
  private final StopSignal stop;
  private final RunListener listener;
  private final Clock clock;

  StepSettler(
      RunContext run,
      StepHistory history,
      StepCache cache,
      StepKeys keys,
      StopSignal stop,
      RunListener listener,
      Clock clock) {
    this.run = run;
    this.history = history;
    this.cache = cache;
    this.keys = keys;
    this.stop = stop;
    this.listener = listener;
    this.clock = clock;
  }

  /** Settles the step if that can be done without running it. */
  Settlement settle(PlannedStep step, Map<String, StepOutcome> upstream) {
    Optional<StepOutcome> kept = keptOutcome(step);
    if (kept.isPresent()) {
      listener.stepEnded(kept.get());
      return new Settlement.Settled(kept.get());
    }
    // Once the run is stopped, only what runs already still has to be looked after.
    if (stop.isGiven() && history.lastAttempt(step) == 0) {
      return new Settlement.Settled(
          end(begin(step).setState(State.CANCELED).setReason("the run was stopped")));
    }
    Readiness readiness = Readiness.of(step, run.plan(), upstream);
    if (readiness instanceof Readiness.Ready ready) {
      return settleFromCache(step, ready.inputs());
    }
    StepOutcome.Builder outcome = begin(step);
    if (readiness instanceof Readiness.Skipped skipped) {
      outcome
          .setState(State.SKIPPED)
          .setReason(skipped.reason())
          .addAllBlockedBy(skipped.blockedBy());
    } else if (readiness instanceof Readiness.Undecidable undecidable) {
      outcome.setState(State.FAILED).setReason(undecidable.problem());
      outcome.addAttempts(neverStarted(undecidable.problem()));
    }
    return new Settlement.Settled(end(outcome));
  }

  /** Writes down how a step ended that ran, and lets the cache remember it if it succeeded. */
  StepOutcome end(PlannedStep step, StepOutcome.Builder outcome, Settlement.ToRun ran) {
    if (outcome.getState() == State.SUCCEEDED && step.cacheable()) {
      ran.key().ifPresent(key -> cache.remember(key, outcome.getResult()));
    }
    return end(outcome);
  }

  /**
   * Whether another run that computes the same result now would save this one the work: the cache
   * may serve the step, and nothing of it was begun.
   */
  boolean canBeShared(PlannedStep step, Settlement.ToRun toRun) {
    return toRun.key().isPresent()
        && run.whyCacheIsNotRead(step).isEmpty()
        && history.lastAttempt(step) == 0;
  }

  /** Whether the cache has learnt something about the step since it was asked. */
  boolean isCached(Settlement.ToRun toRun) {
    return toRun.key().filter(cache::has).isPresent();
  }

  private Settlement settleFromCache(PlannedStep step, Map<String, InputArtifacts> inputs) {
    CacheKey key;
    try {
      key = keys.of(step, inputs);
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage());
      return new Settlement.Settled(
          end(
              begin(step)
                  .setState(State.FAILED)
                  .setReason(problem)
                  .addAttempts(neverStarted(problem))));
    }
    Optional<CacheKey> kept = step.cacheable() ? Optional.of(key) : Optional.empty();
    Optional<String> unread = run.whyCacheIsNotRead(step);
    if (unread.isPresent() || history.lastAttempt(step) > 0) {
      return new Settlement.ToRun(inputs, kept, unread.orElse("the run goes on with it"));
    }
    CacheDecision decision = cache.find(run.layout(), step.name(), key);
    if (decision instanceof CacheDecision.Hit hit) {
      return new Settlement.Settled(
          end(
              begin(step)
                  .setState(State.SUCCEEDED)
                  .setCached(true)
                  .setCachedFrom(hit.result().getRun())
                  .setCacheKey(key.hex())
                  .setReason(hit.reason())
                  .setResult(hit.result())));
    }
    return new Settlement.ToRun(inputs, kept, decision.reason());
  }

  /** The outcome from before the run was interrupted, if it stands. */
  private Optional<StepOutcome> keptOutcome(PlannedStep step) {
    Optional<StepOutcome> outcome = history.outcome(step);
    if (outcome.isPresent()
        && outcome.get().getState() == State.SUCCEEDED
        && cache.damage(outcome.get().getResult()).isPresent()) {
      history.forgetOutcome(step);
      return Optional.empty();
    }
    return outcome;
  }

  private StepOutcome.Builder begin(PlannedStep step) {
    return StepOutcome.newBuilder()
        .setStep(step.name())
        .setReadyTime(Times.toProto(clock.instant()));
  }

  private StepOutcome end(StepOutcome.Builder builder) {
    stop.requireOwned();
    StepOutcome outcome = builder.setEndTime(Times.toProto(clock.instant())).build();
    history.write(outcome);
    listener.stepEnded(outcome);
    return outcome;
  }

  private Attempt neverStarted(String problem) {
    return Attempt.newBuilder()
        .setError(AttemptVerdict.error(ErrorClass.INVALID_INPUT, problem, ""))
        .build();
  }
}
