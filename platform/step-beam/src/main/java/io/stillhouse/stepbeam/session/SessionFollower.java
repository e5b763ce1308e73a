package io.stillhouse.stepbeam.session;

import io.stillhouse.flinkclient.SessionJob;
import io.stillhouse.step.InfrastructureException;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.work.FollowedWork;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Takes tasks to their end: submits, looks what is done, and submits again what was lost. */
final class SessionFollower {
  private static final int LOSSES_IN_A_ROW = 5;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** How long a session that had the job may be silent: JobManagers are started anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** When all is done, Flink has nothing left to do. */
  private static final Duration JOB_ENDS_WITHIN = Duration.ofSeconds(5);

  private final StepContext context;
  private final SessionJobs jobs;
  private final CollectedTasks collected;
  private final FollowedWork followed;
  private final int tasks;
  private Duration pause = SHORTEST_PAUSE;

  SessionFollower(
      StepContext context,
      SessionJobs jobs,
      CollectedTasks collected,
      FollowedWork followed,
      int tasks) {
    this.context = context;
    this.jobs = jobs;
    this.collected = collected;
    this.followed = followed;
    this.tasks = tasks;
  }

  /**
   * Returns when all tasks are done.
   *
   * @throws StepStoppedException if the step was told to stop
   * @throws InfrastructureException if the session lost the work again and again
   * @throws IOException what a worker threw, as are unchecked exceptions
   */
  void follow() throws IOException, InterruptedException {
    int losses = 0;
    int before = 0;
    Optional<String> loss = submitAndFollow();
    while (loss.isPresent()) {
      losses = collected.count() > before ? 1 : losses + 1;
      before = collected.count();
      if (losses > LOSSES_IN_A_ROW) {
        throw new InfrastructureException(
            "the Flink session lost %s %d times, and nothing was done between; the last time: %s"
                .formatted(followed.pipeline(), losses, loss.get()));
      }
      context
          .reporter()
          .warn(
              "the Flink session lost %s (%s); what is not done is submitted again"
                  .formatted(followed.pipeline(), loss.get()));
      Thread.sleep(Duration.ofSeconds(losses).toMillis());
      jobs.awaitSession(PATIENCE);
      loss = submitAndFollow();
    }
    report(followed.total());
  }

  /** Why the session lost the work; empty if it is done. */
  private Optional<String> submitAndFollow() throws IOException, InterruptedException {
    requireGoingOn();
    String job;
    try {
      job = jobs.submit();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    long heard = System.nanoTime();
    while (true) {
      requireGoingOn();
      Optional<SessionJob.State> state = Optional.of(SessionJob.State.LIVE);
      try {
        state = jobs.state(job);
        heard = System.nanoTime();
      } catch (IOException e) {
        if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw jobs.unreachable(e);
        }
      }
      // In this order: a job that has ended leaves nothing behind that was not looked at.
      if (look()) {
        awaitEnd(job);
        return Optional.empty();
      }
      if (!state.equals(Optional.of(SessionJob.State.LIVE))) {
        return Optional.of(loss(job, state));
      }
      Thread.sleep(pause.toMillis());
    }
  }

  /** Whether all is done. */
  private boolean look() throws IOException {
    int before = collected.count();
    collected.look();
    collected.throwFailure();
    boolean news = collected.count() > before;
    // Looking costs requests, and the longer a task takes the less there is to see.
    Duration longer = pause.multipliedBy(3).dividedBy(2);
    pause = news ? SHORTEST_PAUSE : longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    report(Math.min(followed.total(), collected.units()));
    return collected.count() == tasks;
  }

  private void awaitEnd(String job) throws InterruptedException {
    long deadline = System.nanoTime() + JOB_ENDS_WITHIN.toNanos();
    try {
      while (jobs.state(job).equals(Optional.of(SessionJob.State.LIVE))
          && System.nanoTime() < deadline) {
        Thread.sleep(SHORTEST_PAUSE.toMillis());
      }
    } catch (IOException e) {
      context.reporter().warn("the Flink session did not say how its job ended: " + e.getMessage());
    }
  }

  private String loss(String job, Optional<SessionJob.State> state) throws InterruptedException {
    if (state.isEmpty()) {
      return "its JobManager was started anew and knows nothing of the job";
    }
    try {
      return switch (state.get()) {
        case LIVE, FINISHED -> "it finished the job before all was done";
        case CANCELED -> "somebody canceled the Flink job";
        case FAILED -> jobs.failure(job);
      };
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void requireGoingOn() {
    if (context.stopRequested()) {
      throw new StepStoppedException(followed.whenStopped());
    }
  }

  private void report(long done) {
    context.reporter().progress(followed.stage(), done, followed.total(), followed.unit());
  }
}
