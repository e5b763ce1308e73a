package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners one call at a time and keeps their exceptions from the run and each other. */
final class SerialListener implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(SerialListener.class);

  private final List<RunListener> listeners;

  SerialListener(List<RunListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void runStarted(RunLayout run, Plan plan) {
    tell(to -> to.runStarted(run, plan));
  }

  @Override
  public void stepShared(String step) {
    tell(to -> to.stepShared(step));
  }

  @Override
  public void stepWaiting(String step) {
    tell(to -> to.stepWaiting(step));
  }

  @Override
  public void attemptStarted(String step, int attempt, Launch launch) {
    tell(to -> to.attemptStarted(step, attempt, launch));
  }

  @Override
  public void attemptEnded(String step, Attempt attempt, Optional<Duration> retryAfter) {
    tell(to -> to.attemptEnded(step, attempt, retryAfter));
  }

  @Override
  public void stepEnded(StepOutcome outcome) {
    tell(to -> to.stepEnded(outcome));
  }

  @Override
  public void canceling() {
    tell(RunListener::canceling);
  }

  @Override
  public void runEnded(RunOutcome outcome) {
    tell(to -> to.runEnded(outcome));
  }

  private synchronized void tell(Consumer<RunListener> call) {
    for (RunListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        LOG.error("a listener of the run failed; the run goes on", e);
      }
    }
  }
}
