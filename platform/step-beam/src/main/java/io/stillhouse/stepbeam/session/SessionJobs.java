package io.stillhouse.stepbeam.session;

import io.stillhouse.flinkclient.SessionApi;
import io.stillhouse.flinkclient.SessionJob;
import io.stillhouse.flinkclient.SessionOverview;
import io.stillhouse.flinkclient.SessionRefusalException;
import io.stillhouse.flinkclient.WorkLayout;
import io.stillhouse.step.InfrastructureException;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.ShardSession;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Flink jobs of an attempt's work, of which at most one lives. */
final class SessionJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionJobs.class);

  /** A class of the session, which knows Beam and Flink. */
  private static final String PROGRAM = "io.stillhouse.runner.flink.shards.ShardJob";

  /** Unlike the jobs of runs, which whoever takes a run over cancels. */
  private static final String PREFIX = "stillhouse/";

  private static final Duration CANCELED_WITHIN = Duration.ofSeconds(10);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final StepContext context;
  private final ShardSession session;
  private final WorkLayout layout;
  private final SessionApi api;
  private @Nullable String live;

  SessionJobs(StepContext context, ShardSession session, WorkLayout layout) {
    this.context = context;
    this.session = session;
    this.layout = layout;
    this.api = new SessionApi(URI.create("http://" + session.address() + "/"));
  }

  /**
   * Waits for the session.
   *
   * @throws InfrastructureException if it does not answer
   */
  void awaitSession(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        api.overview();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw unreachable(e);
        }
        if (context.stopRequested()) {
          throw new StepStoppedException("told to stop while the Flink session did not answer");
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
    }
  }

  InfrastructureException unreachable(IOException cause) {
    return new InfrastructureException(
        "the Flink session at "
            + session.address()
            + " does not answer ("
            + (cause instanceof ConnectException
                ? "nobody accepts connections there"
                : cause.getMessage())
            + "); see that its JobManager runs, and that flink.stepMaster (or flink.master) names"
            + " its REST endpoint as steps see it",
        cause);
  }

  /** Cancels what earlier attempts of the step, or earlier work, have left behind. */
  void cancelEarlier() throws InterruptedException {
    String attempt = session.attempt().folder();
    String step = PREFIX + attempt.substring(0, attempt.lastIndexOf('/') + 1);
    try {
      for (SessionJob job : api.jobs()) {
        if (job.state() == SessionJob.State.LIVE && job.name().startsWith(step)) {
          LOG.info("job {} of an earlier attempt is canceled", job.name());
          cancel(job.id());
        }
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Submits what is not done.
   *
   * @return the id of the job
   * @throws IOException if the session lost it on the way
   * @throws InvalidInputException if the session cannot do such work
   */
  String submit() throws IOException, InterruptedException {
    SessionOverview overview = api.overview();
    int slots = Math.max(1, overview.slots());
    int parallelism =
        Math.min(slots, session.parallelism().orElse(Math.max(1, overview.freeSlots())));
    if (overview.freeSlots() == 0) {
      context
          .reporter()
          .warn(
              "the Flink session at %s has no free slot now (%d TaskManagers, %d slots); the step waits"
                  .formatted(session.address(), overview.taskManagers(), overview.slots()));
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    String jar = upload();
    live = id;
    try {
      api.start(
          jar,
          PROGRAM,
          List.of(
              session.store().root().toString(),
              session.attempt().folder(),
              layout.folder(),
              PREFIX + layout.folder(),
              String.valueOf(parallelism)),
          id);
    } catch (SessionRefusalException e) {
      throw refused(e);
    } finally {
      api.deleteJar(jar);
    }
    return id;
  }

  private String upload() throws IOException, InterruptedException {
    try {
      return api.upload("stillhouse.jar", emptyJar());
    } catch (SessionRefusalException e) {
      throw new InvalidInputException(
          "the Flink session at "
              + session.address()
              + " takes no programs ("
              + e.getMessage()
              + "); it needs flink-runtime-web on its class path and web.submit.enable: true",
          e);
    }
  }

  private IOException refused(SessionRefusalException answer) {
    String said = String.valueOf(answer.getMessage());
    if (said.contains("ClassNotFoundException: " + PROGRAM) || said.contains("entry class")) {
      throw new InvalidInputException(
          "the Flink session at "
              + session.address()
              + " is not one of Stillhouse: it has no "
              + PROGRAM
              + "; start its JobManager and TaskManagers with platform/runner-flink on their class"
              + " path",
          answer);
    }
    return new IOException(FlinkFailure.of(said).inShort(), answer);
  }

  /** The program itself is the session's; a jar is what starts one. */
  private static byte[] emptyJar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream entries = new JarOutputStream(bytes)) {
      entries.putNextEntry(new ZipEntry("META-INF/stillhouse"));
      entries.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** How a job is; empty if the session does not know it. */
  Optional<SessionJob.State> state(String job) throws IOException, InterruptedException {
    Optional<SessionJob.State> state = api.state(job);
    if (!state.equals(Optional.of(SessionJob.State.LIVE))) {
      live = null;
    }
    return state;
  }

  /** Why a job failed, in a line. */
  String failure(String job) throws IOException, InterruptedException {
    return FlinkFailure.of(api.failure(job)).inShort();
  }

  private void cancel(String job) throws IOException, InterruptedException {
    api.cancel(job);
    long deadline = System.nanoTime() + CANCELED_WITHIN.toNanos();
    while (api.state(job).equals(Optional.of(SessionJob.State.LIVE))
        && System.nanoTime() < deadline) {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    }
  }

  /** Cancels the job that lives, if one does. */
  @Override
  public void close() throws InterruptedException {
    String job = live;
    if (job != null) {
      try {
        cancel(job);
      } catch (IOException e) {
        LOG.warn(
            "job {} could not be canceled ({}); it ends with the attempt", job, e.getMessage());
      }
    }
  }
}
