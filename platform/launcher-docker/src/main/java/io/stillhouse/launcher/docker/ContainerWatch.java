package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the containers of a run end: one stream of the engine's events for all of them. Whenever the
 * stream begins anew, and now and then besides, one list of the run's containers makes up for
 * events that were missed.
 */
final class ContainerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerWatch.class);
  private static final Duration BETWEEN_LISTS = Duration.ofSeconds(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final List<String> TELLING = List.of("start", "die", "destroy");

  private final Engine engine;
  private final Map<String, String> labels;
  private final Executor workers;
  private final Map<String, ContainerAttempt> attempts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService lists =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> DaemonThreads.named("docker-lists", runnable));
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Watches the containers with these labels.
   *
   * @param workers ask the engine about single containers
   */
  ContainerWatch(Engine engine, Map<String, String> labels, Executor workers) {
    this.engine = engine;
    this.labels = Map.copyOf(labels);
    this.workers = workers;
    this.thread = DaemonThreads.named("docker-events", this::watch);
  }

  void start() {
    thread.start();
    lists.scheduleWithFixedDelay(
        this::list, BETWEEN_LISTS.toMillis(), BETWEEN_LISTS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Watches an attempt until its end. */
  void add(ContainerAttempt attempt) {
    if (attempts.putIfAbsent(attempt.id(), attempt) == null) {
      attempt.exit().thenRun(() -> attempts.remove(attempt.id()));
    }
    attempt.look();
  }

  @Override
  public void close() {
    closed = true;
    lists.shutdownNow();
    thread.interrupt();
    attempts.values().forEach(attempt -> attempt.log().stop());
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    boolean told = false;
    while (!closed) {
      try (Events events = new Events()) {
        engine
            .streams()
            .eventsCmd()
            .withEventTypeFilter(EventType.CONTAINER)
            .withEventFilter(TELLING.toArray(String[]::new))
            .withLabelFilter(labels)
            .exec(events);
        events.awaitStart();
        if (told) {
          LOG.info("the Docker engine at {} answers again", engine.address());
        }
        pause = FIRST_PAUSE;
        told = false;
        list();
        events.awaitEnd();
      } catch (InterruptedException e) {
        continue;
      } catch (RuntimeException e) {
        if (!closed && !told && pause.compareTo(LONGEST_PAUSE) >= 0) {
          LOG.warn(
              "{}; waiting for it, as its containers may be at work",
              EngineFailure.unreachable(engine.address(), e));
          told = true;
        }
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        continue;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }

  private void list() {
    if (attempts.isEmpty()) {
      return;
    }
    // Taken before the list, so that none is missing from it only because it is younger.
    List<ContainerAttempt> watched = List.copyOf(attempts.values());
    Map<String, String> states = new HashMap<>();
    try {
      for (Container container :
          engine.calls().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec()) {
        states.put(container.getId(), container.getState());
      }
    } catch (RuntimeException e) {
      LOG.debug("containers cannot be listed", e);
      return;
    }
    for (ContainerAttempt attempt : watched) {
      if (ContainerAttempt.isAlive(states.getOrDefault(attempt.id(), "gone"))) {
        attempt.log().follow();
      } else {
        workers.execute(attempt::look);
      }
    }
  }

  /** Looks after the containers that the engine says something of. */
  private final class Events extends EngineStream<Event> {
    @Override
    public void onNext(Event event) {
      ContainerAttempt attempt = attempts.get(String.valueOf(event.getId()));
      if (attempt != null) {
        workers.execute(attempt::look);
      }
    }
  }
}
