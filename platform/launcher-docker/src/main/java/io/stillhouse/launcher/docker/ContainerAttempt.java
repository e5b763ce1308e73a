package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt that has a container. */
final class ContainerAttempt implements LaunchedAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerAttempt.class);
  private static final Set<String> ALIVE = Set.of("created", "running", "paused", "restarting");
  private static final Duration LOG_ENDS_WITHIN = Duration.ofSeconds(20);
  private static final Duration ENGINE_COMES_BACK_WITHIN = Duration.ofMinutes(2);

  /** The engine hears of a kill for want of memory on another way than of the end. */
  private static final int LOOKS_FOR_CAUSE = 5;

  private static final Duration BETWEEN_LOOKS_FOR_CAUSE = Duration.ofMillis(200);

  private final Engine engine;
  private final String id;
  private final String name;
  private final long memoryBytes;
  private final ContainerLog log;
  private final Executor workers;
  private final CompletableFuture<Instant> running = new CompletableFuture<>();
  private final CompletableFuture<AttemptExit> exit = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param memoryBytes the container's memory limit
   * @param workers for what takes its time
   */
  ContainerAttempt(
      Engine engine, String id, String name, long memoryBytes, ContainerLog log, Executor workers) {
    this.engine = engine;
    this.id = id;
    this.name = name;
    this.memoryBytes = memoryBytes;
    this.log = log;
    this.workers = workers;
  }

  String id() {
    return id;
  }

  ContainerLog log() {
    return log;
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
    stopped = true;
    if (!exit.isDone()) {
      workers.execute(() -> stopNow(grace));
    }
  }

  /** Asks the engine how the container is, and tells those who wait. */
  void look() {
    if (ended.get()) {
      return;
    }
    ContainerState state;
    try {
      state = state();
    } catch (NotFoundException e) {
      end(ContainerEnd.removed(name));
      return;
    } catch (RuntimeException e) {
      // Whoever watches the engine asks again when it is back.
      LOG.debug("container {} cannot be looked up", name, e);
      return;
    }
    noteStart(state);
    if (isAlive(state)) {
      log.follow();
    } else {
      end(state);
    }
  }

  static boolean isAlive(ContainerState state) {
    return isAlive(String.valueOf(state.getStatus()));
  }

  static boolean isAlive(String status) {
    return ALIVE.contains(status);
  }

  private ContainerState state() {
    return engine.calls().inspectContainerCmd(id).exec().getState();
  }

  private void noteStart(ContainerState state) {
    String startedAt = state.getStartedAt();
    if (startedAt != null && !startedAt.startsWith("0001-")) {
      running.complete(OffsetDateTime.parse(startedAt).toInstant());
    }
  }

  private void end(ContainerState state) {
    ContainerState last = state;
    try {
      for (int look = 0;
          look < LOOKS_FOR_CAUSE && !stopped && ContainerEnd.mayBeIncomplete(last);
          look++) {
        Thread.sleep(BETWEEN_LOOKS_FOR_CAUSE.toMillis());
        last = state();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("container {} cannot be looked up again", name, e);
    }
    AttemptExit all = ContainerEnd.of(last, name, memoryBytes);
    end(stopped ? new AttemptExit(all.exitCode(), Optional.empty()) : all);
  }

  private void end(AttemptExit how) {
    if (ended.compareAndSet(false, true)) {
      log.finish(LOG_ENDS_WITHIN);
      running.complete(Instant.EPOCH);
      exit.complete(how);
    }
  }

  private void stopNow(Duration grace) {
    // A second begun counts as a second: the engine knows whole ones only.
    int seconds = (int) Math.min(Integer.MAX_VALUE, (grace.toMillis() + 999) / 1000);
    try {
      new Patience(ENGINE_COMES_BACK_WITHIN.plus(grace))
          .until(() -> engine.streams().stopContainerCmd(id).withTimeout(seconds).exec());
    } catch (DockerException e) {
      LOG.debug("container {} was stopped already", name, e);
    } catch (LaunchException | RuntimeException e) {
      LOG.warn("container {} cannot be stopped: {}", name, EngineFailure.words(e));
    }
    look();
  }
}
