package io.stillhouse.server.trigger.engine;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.server.trigger.events.TriggerTexts;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes runs of what triggers wait for. Of all servers of a store one does that at a time; the
 * others take events in, and one of them goes on when the first ends.
 */
public final class TriggerEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerEngine.class);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);
  private static final long PATIENCE_SECONDS = 30;

  private final TriggerRecords records;
  private final TriggerTexts texts;
  private final EventQueue queue;
  private final DueTimes times;
  private final Ownership ownership;
  private final Clock clock;
  private final Duration period;
  private final ScheduledExecutorService worker;
  private volatile Optional<Ownership.Held> held = Optional.empty();
  private final AtomicBoolean hurried = new AtomicBoolean();
  private Instant cleaned = Instant.EPOCH;

  /**
   * Of a store.
   *
   * @param told is told of each event once when its run has started, and once when it is over
   */
  public TriggerEngine(
      ArtifactStore store,
      TriggerRecords records,
      TriggerTexts texts,
      EventRuns runs,
      Consumer<TriggerEvent> told,
      Clock clock) {
    this.records = records;
    this.texts = texts;
    this.queue = new EventQueue(records, runs, told, clock);
    this.times = new DueTimes(records, clock);
    this.ownership = Ownership.of(store);
    this.clock = clock;
    // A look at a store elsewhere costs calls, and money.
    this.period =
        "file".equals(store.root().getScheme()) ? Duration.ofMillis(500) : Duration.ofSeconds(5);
    this.worker =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "triggers");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to look at the triggers. */
  public void start() {
    worker.scheduleWithFixedDelay(this::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at once: something has happened. */
  public void hurry() {
    if (!hurried.compareAndSet(false, true)) {
      return; // The look that is to come sees this as well.
    }
    try {
      worker.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server ends; whoever is next looks", e);
    }
  }

  private void look() {
    hurried.set(false);
    try {
      if (isOwner()) {
        lookAtAll();
      }
    } catch (RuntimeException e) {
      LOG.warn("The triggers could not be looked at; tried again soon", e);
    }
  }

  private boolean isOwner() {
    if (held.isPresent()) {
      return true;
    }
    Optional<Ownership.Held> taken = ownership.tryOwnTriggers();
    if (taken.isEmpty()) {
      return false;
    }
    held = taken;
    taken.get().onLost(() -> held = Optional.empty());
    return held.isPresent();
  }

  private void lookAtAll() {
    List<Trigger> triggers = records.triggers();
    for (Trigger trigger : triggers) {
      texts
          .read(trigger)
          .value()
          .ifPresent(
              definition -> guarded(trigger.getName(), () -> times.fire(trigger, definition)));
    }
    Map<String, List<TriggerEvent>> open = records.open();
    open.forEach(
        (name, events) -> {
          Optional<TriggerDefinition> definition =
              triggers.stream()
                  .filter(trigger -> trigger.getName().equals("triggers/" + name))
                  .findFirst()
                  .flatMap(trigger -> texts.read(trigger).value());
          guarded("triggers/" + name, () -> queue.advance(definition, events));
        });
    Instant now = clock.instant();
    if (now.isAfter(cleaned.plus(BETWEEN_CLEANINGS))) {
      cleaned = now;
      records.forgetOld(now);
    }
  }

  /** What is done for one trigger, whose failure harms no other. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private static void guarded(String name, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be looked at; tried again soon", name, e);
    }
  }

  /** Ends; what is begun is finished first. Runs go on, and the next server goes on with events. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
    held.ifPresent(Ownership.Held::close);
    held = Optional.empty();
  }
}
