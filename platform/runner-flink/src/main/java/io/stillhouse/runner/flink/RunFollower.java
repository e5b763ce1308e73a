package io.stillhouse.runner.flink;

import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.orchestrator.execution.RemainingSteps;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows in the store the steps of a run that others carry out. It looks at those only whose
 * predecessors have ended, so that a look costs requests for what is at work, not for the plan.
 */
final class RunFollower {
  private static final Duration SHORTEST_HERE = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final RemainingSteps remaining;
  private final Map<String, StepOutcome> outcomes = new HashMap<>();
  private final Map<String, StepFollower> followers = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();

  RunFollower(RemainingSteps remaining) {
    this.remaining = remaining;
    outcomes.putAll(remaining.settled());
    for (PlannedStep step : remaining.plan().steps()) {
      if (!outcomes.containsKey(step.name())) {
        waiting.add(step.name());
      }
    }
    followThoseReady(RunListener.Launch.ADOPTED);
  }

  /** Whether every step has its outcome. */
  boolean haveAllEnded() {
    return waiting.isEmpty() && followers.isEmpty();
  }

  /** The outcomes so far. */
  Map<String, StepOutcome> outcomes() {
    return Map.copyOf(outcomes);
  }

  /** The steps of which an attempt was seen but no outcome. */
  List<String> atWork() {
    return followers.entrySet().stream()
        .filter(follower -> follower.getValue().isAtWork())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Looks at the steps whose time has come. */
  void look() {
    look(StepFollower::look);
  }

  /** Looks at all steps. */
  void lookAtAll() {
    look(StepFollower::lookNow);
  }

  private interface Look {
    Optional<StepOutcome> at(StepFollower follower);
  }

  private void look(Look look) {
    List<StepOutcome> ended;
    do {
      ended = new ArrayList<>();
      for (Iterator<StepFollower> each = followers.values().iterator(); each.hasNext(); ) {
        Optional<StepOutcome> outcome = look.at(each.next());
        if (outcome.isPresent()) {
          each.remove();
          ended.add(outcome.get());
        }
      }
      for (StepOutcome outcome : ended) {
        outcomes.put(outcome.getStep(), outcome);
        remaining.ended().accept(outcome);
      }
      followThoseReady(RunListener.Launch.STARTED);
    } while (!ended.isEmpty());
  }

  private void followThoseReady(RunListener.Launch launch) {
    for (PlannedStep step : remaining.plan().steps()) {
      if (waiting.contains(step.name()) && outcomes.keySet().containsAll(step.upstream())) {
        waiting.remove(step.name());
        followers.put(step.name(), follower(step, launch));
      }
    }
  }

  private StepFollower follower(PlannedStep step, RunListener.Launch launch) {
    boolean here = "file".equals(remaining.store().root().getScheme());
    return new StepFollower(
        remaining.store(),
        remaining.run(),
        step.name(),
        remaining.listener(),
        new LookSchedule(here ? SHORTEST_HERE : SHORTEST, LONGEST, System::nanoTime),
        launch);
  }
}
