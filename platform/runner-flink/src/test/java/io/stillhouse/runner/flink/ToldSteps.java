package io.stillhouse.runner.flink;

import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a listener was told. */
final class ToldSteps implements RunListener {
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void stepWaiting(String step) {
    lines.add("waiting " + step);
  }

  @Override
  public void attemptStarted(String step, int attempt, Launch launch) {
    lines.add("attempt " + attempt + " of " + step + " " + launch);
  }

  @Override
  public void attemptEnded(String step, Attempt attempt, Optional<Duration> retryAfter) {
    lines.add("end of attempt " + attempt.getNumber() + " of " + step);
  }

  @Override
  public void stepEnded(StepOutcome outcome) {
    lines.add(outcome.getStep() + " " + outcome.getState());
  }

  @Override
  public void canceling() {
    lines.add("canceling");
  }
}
