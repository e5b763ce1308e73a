package io.stillhouse.orchestrator.launch;

import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.launch.ProcessSignals.Signal;
import io.stillhouse.orchestrator.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that this orchestrator started: its end is an event, its exit code is known. */
final class StartedProcess implements LaunchedAttempt {
  /** 128 + SIGKILL, the signal of the kernel's out-of-memory killer. */
  private static final int KILLED = 137;

  private static final PlatformFailure MEMORY_RAN_OUT =
      new PlatformFailure(
          ErrorClass.OUT_OF_MEMORY,
          "the machine ran out of memory and killed the step; let less run side by side (limits), or"
              + " raise its resources.memory");

  private final Process process;
  private final Path folder;
  private final BooleanSupplier outOfMemoryKillSeen;
  private final boolean leadsGroup;
  private final CompletableFuture<Instant> running =
      CompletableFuture.completedFuture(Instant.now());
  private final CompletableFuture<AttemptExit> exit;

  StartedProcess(
      Process process, Path folder, BooleanSupplier outOfMemoryKillSeen, boolean leadsGroup) {
    this.process = process;
    this.folder = folder;
    this.outOfMemoryKillSeen = outOfMemoryKillSeen;
    this.leadsGroup = leadsGroup;
    this.exit = process.onExit().thenCompose(this::ended);
  }

  @Override
  public CompletableFuture<Instant> running() {
    return running;
  }

  @Override
  public CompletableFuture<AttemptExit> exit() {
    return exit;
  }

  @Override
  public void stop(Duration grace) {
    if (exit.isDone()) {
      return;
    }
    ProcessSignals.sendToTree(process.pid(), Signal.TERM);
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!exit.isDone()) {
                ProcessSignals.sendToTree(process.pid(), Signal.KILL);
              }
            });
  }

  private CompletableFuture<AttemptExit> ended(Process ended) {
    try {
      Optional<ProcessIdentity> owner = AttemptClaim.read(folder).flatMap(AttemptClaim::process);
      if (owner.isPresent() && owner.get().pid() != ended.pid()) {
        // Another process had claimed the attempt first; ours did nothing.
        return new AdoptedProcess(owner.get()).exit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (leadsGroup) {
      ProcessSignals.sendToGroup(ended.pid(), Signal.KILL);
    }
    int code = ended.exitValue();
    return CompletableFuture.completedFuture(
        new AttemptExit(
            OptionalInt.of(code),
            code == KILLED && outOfMemoryKillSeen.getAsBoolean()
                ? Optional.of(MEMORY_RAN_OUT)
                : Optional.empty()));
  }
}
