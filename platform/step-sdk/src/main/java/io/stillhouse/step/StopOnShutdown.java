package io.stillhouse.step;

import io.stillhouse.model.run.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the step when the process is told to end. The Java machine runs shutdown hooks and then
 * dies of the signal; so the hook waits for the step to end and halts with the exit code itself.
 */
final class StopOnShutdown implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StopOnShutdown.class);

  // The contract leaves 30 s until SIGKILL; the rest is for committing that the step did not stop.
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final StepRunner runner;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stillhouse-stop");
  private volatile int code = ExitCode.STOPPED.code();

  StopOnShutdown(StepRunner runner) {
    this.runner = runner;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Tells that the step ended, and returns its exit code. */
  int ended(StepExit exit) {
    code = exit.code().code();
    ended.countDown();
    return code;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      LOG.debug("the process is ending; its exit code is {}", code);
    }
  }

  private void stop() {
    LOG.warn("told to end: the step is asked to stop");
    runner.requestStop();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        runner.abandon(
            "told to end, and the step did not stop within "
                + PATIENCE.toSeconds()
                + " s; it goes on from its last checkpoint");
      }
    } catch (InterruptedException | RuntimeException e) {
      LOG.error("the step could not be stopped in order: {}", e.toString());
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
