package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.flinkclient.SessionApi;
import io.stillhouse.flinkclient.SessionJob;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.orchestrator.execution.RemainingSteps;
import io.stillhouse.orchestrator.execution.StopSignal;
import io.stillhouse.orchestrator.run.InvalidRunException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows one Flink job and its run until one of them has ended. */
final class JobWatch {
  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A step gets 30 seconds to save its work, its platform as many to kill it. */
  private static final Duration STEPS_STOP_WITHIN = Duration.ofSeconds(90);

  /** A job that waits for a slot stops nothing. */
  private static final Duration STEPS_BEGIN_TO_STOP_WITHIN = Duration.ofSeconds(10);

  /** After the last step Flink has nothing left to do. */
  private static final Duration JOB_ENDS_WITHIN = Duration.ofSeconds(30);

  private final FlinkSettings settings;
  private final SessionApi session;
  private final RemainingSteps remaining;
  private final RunFollower follower;
  private final Deadline stopping = new Deadline(STEPS_STOP_WITHIN);
  private final Deadline idle = new Deadline(STEPS_BEGIN_TO_STOP_WITHIN);
  private final Deadline ending = new Deadline(JOB_ENDS_WITHIN);
  private final Deadline silent;

  /** A session may be set to start failed jobs anew for ever, which never tells what is wrong. */
  private final LookSchedule failures =
      new LookSchedule(Duration.ofSeconds(2), Duration.ofSeconds(30), System::nanoTime);

  JobWatch(
      FlinkSettings settings, SessionApi session, RemainingSteps remaining, RunFollower follower) {
    this.settings = settings;
    this.session = session;
    this.remaining = remaining;
    this.follower = follower;
    this.silent = new Deadline(settings.patience());
  }

  /**
   * Follows until the run's steps and the job have ended. Empty then; otherwise how the job was
   * lost.
   *
   * @throws BackendUnreachableException if the session has not answered for too long
   * @throws InvalidRunException if the session cannot carry out the run
   */
  Optional<String> follow(String job) throws InterruptedException {
    while (true) {
      follower.look();
      boolean canceled = is(StopSignal.Reason.CANCELED);
      if (is(StopSignal.Reason.TAKEN_OVER)) {
        return Optional.empty();
      }
      try {
        Optional<SessionJob.State> state = session.state(job);
        silent.clear();
        if (!state.equals(Optional.of(SessionJob.State.LIVE))) {
          follower.lookAtAll();
          return follower.haveAllEnded() ? Optional.empty() : Optional.of(loss(job, state));
        }
        if (failures.isDue()) {
          requireFit(job, new JobFailure(session.failure(job)));
        }
        if (ending.isOverSince(follower.haveAllEnded())) {
          session.cancel(job);
          return Optional.empty();
        }
        if (stopping.isOverSince(canceled)
            || idle.isOverSince(canceled && follower.atWork().isEmpty())) {
          return Optional.of("it did not stop the steps in time");
        }
      } catch (IOException e) {
        if (canceled) {
          return Optional.of("it does not answer: " + e.getMessage());
        }
        if (silent.isOverSince(true)) {
          throw unreachable(settings, remaining.run(), e);
        }
      }
      Thread.sleep((follower.haveAllEnded() ? SHORT_PAUSE : PAUSE).toMillis());
    }
  }

  private String loss(String job, Optional<SessionJob.State> state)
      throws IOException, InterruptedException {
    if (state.isEmpty()) {
      return "its JobManager was started anew and knows nothing of the job";
    }
    return switch (state.get()) {
      case LIVE, FINISHED -> "it finished the job before all steps had ended";
      case CANCELED -> "somebody canceled the Flink job; 'stillhouse cancel' cancels a run";
      case FAILED -> {
        JobFailure failure = new JobFailure(session.failure(job));
        requireFit(job, failure);
        yield failure.inShort();
      }
    };
  }

  private void requireFit(String job, JobFailure failure) throws IOException, InterruptedException {
    Optional<String> unfit = failure.unfit();
    if (unfit.isPresent()) {
      session.cancel(job);
      throw new InvalidRunException(
          List.of(
              "the Flink session at "
                  + settings.master()
                  + " cannot carry out run "
                  + remaining.run().runId()
                  + ": "
                  + unfit.get()));
    }
  }

  private boolean is(StopSignal.Reason reason) {
    return remaining.stop().reason().equals(Optional.of(reason));
  }

  static BackendUnreachableException unreachable(
      FlinkSettings settings, RunLayout run, IOException cause) {
    return new BackendUnreachableException(
        "the Flink session at "
            + settings.master()
            + " does not answer ("
            + why(cause)
            + "); see that its JobManager runs and that 'master' names its REST endpoint; run "
            + run.runId()
            + " stays as it is, and 'stillhouse resume' goes on with it",
        cause);
  }

  /** Why a session does not answer, in a few words. */
  static String why(IOException cause) {
    return cause instanceof ConnectException
        ? "nobody accepts connections there"
        : String.valueOf(cause.getMessage());
  }
}
