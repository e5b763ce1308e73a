package io.stillhouse.orchestrator.launch;

import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.orchestrator.launch.ProcessSignals.Signal;
import io.stillhouse.orchestrator.process.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that an orchestrator before this one started. Nobody but a parent is told of a
 * process's end and exit code, so this one is looked at ten times a second.
 */
final class AdoptedProcess implements LaunchedAttempt {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final ProcessIdentity process;
  private final CompletableFuture<AttemptExit> exit = new CompletableFuture<>();

  AdoptedProcess(ProcessIdentity process) {
    this.process = process;
    look();
  }

  @Override
  public CompletableFuture<Instant> running() {
    return CompletableFuture.completedFuture(process.recorded());
  }

  @Override
  public CompletableFuture<AttemptExit> exit() {
    return exit;
  }

  @Override
  public void stop(Duration grace) {
    signal(Signal.TERM);
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> signal(Signal.KILL));
  }

  private void look() {
    if (process.isAlive()) {
      CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::look);
    } else {
      exit.complete(AttemptExit.unseen());
    }
  }

  private void signal(Signal signal) {
    if (process.isAlive()) {
      ProcessSignals.sendToTree(process.pid(), signal);
    }
  }
}
