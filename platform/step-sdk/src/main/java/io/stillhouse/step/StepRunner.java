package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.artifacts.WorkDirectory;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt of a step within this process: reads the inputs, calls the step, commits outputs
 * and result. {@link StepMain} puts a process around it.
 *
 * <pre>{@code
 * StepExit exit = new StepRunner(store, task).run(new DatasetPrep());
 * exit.result().getOutputsOrThrow("dataset");
 * }</pre>
 */
public final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private final ArtifactStore store;
  private final StepTask task;
  private final EventLog events;
  private final ResultCommit commit;
  private volatile boolean stopRequested;

  /**
   * @param store the store that the task's paths are relative to
   * @throws IllegalArgumentException if the task lacks something that every task has
   */
  public StepRunner(ArtifactStore store, StepTask task) {
    TaskCheck.check(task);
    this.store = store;
    this.task = task;
    this.commit = new ResultCommit(store, task);
    this.events = new EventLog(store, new AttemptLayout(task.getAttemptPath()));
  }

  /** Asks the step to stop. Returns at once. */
  public void requestStop() {
    stopRequested = true;
  }

  /**
   * Runs the step and commits how it ended. Everything that the step throws becomes a result. If a
   * result exists already the step is not run.
   */
  public StepExit run(Step step) {
    try {
      Optional<StepResult> existing = commit.existing();
      if (existing.isPresent()) {
        LOG.info("attempt {} has a result already", task.getAttemptPath());
        return new StepExit(ExitCode.SUCCESS, existing.get());
      }
      return runToEnd(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(new StepStoppedException("the step was interrupted"));
    } catch (Throwable e) { // also OutOfMemoryError: the result must say so
      return fail(e);
    } finally {
      events.close();
    }
  }

  /** Commits that the step did not stop in time, if it has not committed anything itself. */
  void abandon(String message) {
    events.warn(message);
    events.close();
    commit.failure(
        StepError.newBuilder()
            .setErrorClass(ErrorClass.INFRASTRUCTURE)
            .setMessage(message)
            .build());
  }

  private StepExit runToEnd(Step step) throws Exception {
    WorkDirectory work = store.workDirectory();
    try {
      TaskContext context =
          TaskContext.prepare(task, store, events, work.path(), () -> stopRequested);
      commit.workBegins();
      step.run(context);
      commit.workEnds();
      // Whoever sees the result must find every event.
      events.close();
      return commit.success(context);
    } finally {
      discard(work);
      discardShared();
    }
  }

  private StepExit fail(Throwable failure) {
    StepError error = Failures.describe(failure);
    if (error.getErrorClass() == ErrorClass.APPLICATION) {
      LOG.error("the step failed", failure);
    } else if (error.getErrorClass() == ErrorClass.INVALID_INPUT) {
      LOG.info("where the input was found to be wrong", failure);
    }
    try {
      events.error(error.getMessage());
      events.close();
      return commit.failure(error);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("the result could not be committed: {}", e.toString());
      return new StepExit(
          Failures.exitCode(error.getErrorClass()),
          StepResult.newBuilder().setError(error).build());
    }
  }

  /** What was copied for workers elsewhere is of no use any more. */
  private void discardShared() {
    if (task.hasDataParallel()) {
      try {
        store.deleteAll(new AttemptLayout(task.getAttemptPath()).work());
      } catch (StoreException e) {
        LOG.warn("{}; gc removes it with the run", e.getMessage());
      }
    }
  }

  private static void discard(WorkDirectory work) {
    try {
      work.close();
    } catch (UncheckedIOException e) {
      LOG.warn("{}; gc removes it later", e.getMessage());
    }
  }
}
