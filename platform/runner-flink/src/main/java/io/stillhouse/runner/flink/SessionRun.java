package io.stillhouse.runner.flink;

import io.stillhouse.flinkclient.SessionApi;
import io.stillhouse.flinkclient.SessionJob;
import io.stillhouse.flinkclient.SessionOverview;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.orchestrator.execution.RemainingSteps;
import io.stillhouse.orchestrator.execution.StopSignal;
import io.stillhouse.orchestrator.ownership.Fence;
import io.stillhouse.orchestrator.run.InvalidRunException;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what remains of a run to its end on a session: submits the pipeline, follows the run, and
 * submits again for as long as the session loses it.
 */
final class SessionRun {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final FlinkSettings settings;
  private final SessionApi session;
  private final RemainingSteps remaining;
  private final RunFollower follower;
  private final Fence fence;
  private final Losses losses;
  private final Random random = new Random();

  SessionRun(FlinkSettings settings, RemainingSteps remaining) {
    this.settings = settings;
    this.session = new SessionApi(settings.endpoint());
    this.remaining = remaining;
    this.follower = new RunFollower(remaining);
    this.fence = new Fence(remaining.store(), remaining.run());
    this.losses = new Losses(settings.resubmits(), random);
  }

  /** Returns when all steps have ended, or another process has taken the run over. */
  void run() {
    try {
      Duration patience = Duration.ZERO;
      while (!follower.haveAllEnded() && !is(StopSignal.Reason.TAKEN_OVER)) {
        if (is(StopSignal.Reason.CANCELED)) {
          endHere();
          return;
        }
        admitSession(patience);
        patience = settings.patience();
        if (!remaining.stop().isGiven()) {
          submitUntilLost();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while run " + name() + " was on its way", e);
    }
  }

  private void submitUntilLost() throws InterruptedException {
    follower.lookAtAll();
    int ended = follower.outcomes().size();
    Optional<String> loss = submitAndFollow();
    if (follower.outcomes().size() > ended) {
      losses.forget();
    }
    if (loss.isPresent() && !remaining.stop().isGiven()) {
      recover(loss.get());
    }
  }

  /** Submits the pipeline and follows it to its end; why it did not come there, if it did not. */
  private Optional<String> submitAndFollow() throws InterruptedException {
    Submission submission =
        new Submission(
            Submission.PROTOCOL,
            remaining.store().root().toString(),
            name(),
            HexFormat.of().toHexDigits(random.nextInt()),
            follower.atWork());
    fence.admit(submission.id());
    try {
      new JobSubmitter(settings).submit(submission, remaining.plan(), follower.outcomes());
      Optional<SessionJob> job = find(submission.jobName());
      return job.isEmpty()
          ? Optional.of("it does not know the job that it took")
          : new JobWatch(settings, session, remaining, follower).follow(job.get().id());
    } catch (IOException | IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<SessionJob> find(String name) throws IOException, InterruptedException {
    return session.jobs().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  private void recover(String loss) throws InterruptedException {
    Optional<Duration> wait = losses.add();
    if (wait.isEmpty()) {
      throw new BackendUnreachableException(
          "the Flink session at "
              + settings.master()
              + " lost the pipeline of run "
              + remaining.run().runId()
              + " "
              + (settings.resubmits() + 1)
              + " times, and no step ended between: "
              + loss
              + "; what works goes on, and 'stillhouse resume' takes the run up again",
          new IllegalStateException(loss));
    }
    LOG.warn(
        "the Flink session at {} lost the pipeline of run {} ({}); what works goes on, the pipeline"
            + " is submitted again",
        settings.master(),
        name(),
        loss);
    remaining.stop().sleep(wait.get());
  }

  /**
   * Makes sure that the session is there, fits, and has nothing left of the run; or that the run is
   * stopped.
   */
  private void admitSession(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        SessionOverview overview = session.overview();
        requireSameFlink(overview);
        endJobs();
        if (overview.freeSlots() == 0) {
          LOG.warn(
              "the Flink session at {} has no free slot now ({} TaskManagers with {} slots); run {}"
                  + " needs one, for all of its steps, and waits for it",
              settings.master(),
              overview.taskManagers(),
              overview.slots(),
              name());
        }
        return;
      } catch (IOException e) {
        if (System.nanoTime() >= deadline) {
          throw JobWatch.unreachable(settings, remaining.run(), e);
        }
        if (!remaining.stop().sleep(BETWEEN_TRIES)) {
          return;
        }
      }
    }
  }

  private void requireSameFlink(SessionOverview overview) {
    String here = EnvironmentInformation.getVersion();
    if (!overview.flinkVersion().equals(here)) {
      throw new InvalidRunException(
          List.of(
              "the session at "
                  + settings.master()
                  + " is Flink "
                  + overview.flinkVersion()
                  + ", this Stillhouse needs Flink "
                  + here));
    }
  }

  /** Ends what an earlier submitter of the run left behind; steps that work go on. */
  private void endJobs() throws IOException, InterruptedException {
    String prefix = Submission.jobPrefix(remaining.run());
    for (SessionJob job : session.jobs()) {
      if (job.state() == SessionJob.State.LIVE && job.name().startsWith(prefix)) {
        session.cancel(job.id());
      }
    }
  }

  /** Stops the steps from here, as the session cannot do it any more. */
  private void endHere() throws InterruptedException {
    fence.admitNone();
    try {
      endJobs();
    } catch (IOException e) {
      LOG.debug("the session at {} does not answer", settings.master(), e);
    }
    remaining.here().run();
  }

  private boolean is(StopSignal.Reason reason) {
    return remaining.stop().reason().equals(Optional.of(reason));
  }

  private String name() {
    return remaining.run().name();
  }
}
