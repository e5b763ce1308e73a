package io.stillhouse.server.trigger.engine;

import com.google.rpc.Code;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.v1.State;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the events of a trigger as far as its concurrency policy lets it. Everything that it goes
 * by is in the store, and the name of a run is there before the run is: whoever is killed in the
 * middle is followed by somebody who goes on with the same run.
 */
final class EventQueue {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** For so long making a run is tried again when the cause may pass. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /** After so long nobody is expected to go on with a run that nobody is at work on. */
  private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

  private final TriggerRecords records;
  private final EventRuns runs;
  private final Consumer<TriggerEvent> told;
  private final Clock clock;
  private final Map<String, Instant> nextTry = new HashMap<>();
  private final Map<String, Instant> abandonedSince = new HashMap<>();

  EventQueue(TriggerRecords records, EventRuns runs, Consumer<TriggerEvent> told, Clock clock) {
    this.records = records;
    this.runs = runs;
    this.told = told;
    this.clock = clock;
  }

  /**
   * Does whatever can be done now.
   *
   * @param trigger empty when its text cannot be read: then only what runs is looked after
   * @param open its events that are not over, oldest first
   */
  void advance(Optional<TriggerDefinition> trigger, List<TriggerEvent> open)
      throws InterruptedException {
    List<TriggerEvent> active = new ArrayList<>();
    List<TriggerEvent> waiting = new ArrayList<>();
    for (TriggerEvent event : open) {
      TriggerEvent now = event;
      if (event.getState() == TriggerEventState.EVENT_STARTING && trigger.isPresent()) {
        now = start(trigger.get(), event);
      } else if (event.getState() == TriggerEventState.EVENT_STARTED) {
        now = look(event);
      }
      if (now.getState() == TriggerEventState.EVENT_PENDING) {
        waiting.add(now);
      } else if (!TriggerRecords.isOver(now)) {
        active.add(now);
      }
    }
    if (trigger.isEmpty() || trigger.get().paused() || waiting.isEmpty()) {
      return;
    }
    switch (trigger.get().concurrency()) {
      case QUEUE -> queue(trigger.get(), active, waiting);
      case SKIP -> skip(trigger.get(), active, waiting);
      case REPLACE -> replace(trigger.get(), active, waiting);
    }
  }

  private void queue(
      TriggerDefinition trigger, List<TriggerEvent> active, List<TriggerEvent> waiting)
      throws InterruptedException {
    List<TriggerEvent> left = new ArrayList<>(waiting);
    while (active.isEmpty() && !left.isEmpty()) {
      add(active, begin(trigger, left.remove(0)));
    }
    while (left.size() > trigger.maxQueued()) {
      drop(
          left.remove(left.size() - 1),
          trigger.maxQueued() + " events wait already, which is what maxQueued allows");
    }
  }

  private void skip(
      TriggerDefinition trigger, List<TriggerEvent> active, List<TriggerEvent> waiting)
      throws InterruptedException {
    for (TriggerEvent event : waiting) {
      if (active.isEmpty()) {
        add(active, begin(trigger, event));
      } else {
        drop(event, active.get(0).getRun() + " was at work");
      }
    }
  }

  private void replace(
      TriggerDefinition trigger, List<TriggerEvent> active, List<TriggerEvent> waiting)
      throws InterruptedException {
    TriggerEvent newest = waiting.get(waiting.size() - 1);
    for (TriggerEvent event : waiting.subList(0, waiting.size() - 1)) {
      drop(event, "replaced by " + newest.getName() + ", which came before this one could start");
    }
    if (active.isEmpty()) {
      begin(trigger, newest);
      return;
    }
    for (TriggerEvent event : active) {
      String reason = "canceled, replaced by " + newest.getName();
      if (event.getState() == TriggerEventState.EVENT_STARTED) {
        if (!event.getReason().startsWith("canceled, ")) {
          update(event.toBuilder().setReason(reason));
        }
        runs.cancel(event.getRun());
      }
    }
  }

  private static void add(List<TriggerEvent> active, TriggerEvent event) {
    if (!TriggerRecords.isOver(event)) {
      active.add(event);
    }
  }

  private TriggerEvent begin(TriggerDefinition trigger, TriggerEvent event)
      throws InterruptedException {
    return start(
        trigger,
        update(
            event.toBuilder()
                .setState(TriggerEventState.EVENT_STARTING)
                .setRun(runs.newRun(trigger.pipeline()))));
  }

  private TriggerEvent start(TriggerDefinition trigger, TriggerEvent event)
      throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(nextTry.getOrDefault(event.getName(), Instant.MIN))) {
      return event;
    }
    try {
      runs.start(trigger, event);
      nextTry.remove(event.getName());
      LOG.info("Trigger {} started {}", trigger.name(), event.getRun());
      return told(event.toBuilder().setState(TriggerEventState.EVENT_STARTED).clearReason());
    } catch (RuntimeException e) {
      boolean late = Times.fromProto(event.getUpdateTime()).plus(PATIENCE).isBefore(now);
      if (isFinal(e) || late) {
        nextTry.remove(event.getName());
        LOG.warn("Trigger {} could not start {}", trigger.name(), event.getRun(), e);
        return told(
            event.toBuilder()
                .setState(TriggerEventState.EVENT_FAILED)
                .setReason(String.valueOf(e.getMessage())));
      }
      LOG.warn(
          "Trigger {} could not start {} yet; tried again soon", trigger.name(), event.getRun(), e);
      nextTry.put(event.getName(), now.plus(BETWEEN_TRIES));
      return event;
    }
  }

  private static boolean isFinal(RuntimeException failure) {
    return failure instanceof InvalidTextException
        || failure instanceof InvalidRunException
        || (failure instanceof ApiException known
            && (known.code() == Code.INVALID_ARGUMENT || known.code() == Code.NOT_FOUND));
  }

  private TriggerEvent look(TriggerEvent event) {
    EventRuns.Progress progress = runs.progress(event.getRun());
    if (progress.stage() != EventRuns.Stage.ABANDONED) {
      abandonedSince.remove(event.getName());
    }
    return switch (progress.stage()) {
      case AT_WORK -> event;
      case ENDED -> end(event, progress.state(), event.getReason());
      case GONE -> end(event, State.STATE_UNSPECIFIED, "the run was deleted");
      case ABANDONED -> {
        Instant since = abandonedSince.computeIfAbsent(event.getName(), name -> clock.instant());
        if (clock.instant().isBefore(since.plus(ABANDONED_AFTER))) {
          yield event;
        }
        abandonedSince.remove(event.getName());
        yield end(
            event,
            State.STATE_UNSPECIFIED,
            "the run was interrupted and nobody goes on with it: stillhouse resume does");
      }
    };
  }

  private TriggerEvent end(TriggerEvent event, State state, String reason) {
    return told(
        event.toBuilder()
            .setState(TriggerEventState.EVENT_ENDED)
            .setRunState(state)
            .setReason(reason));
  }

  private void drop(TriggerEvent event, String reason) {
    told(event.toBuilder().setState(TriggerEventState.EVENT_SKIPPED).setReason(reason));
  }

  private TriggerEvent told(TriggerEvent.Builder change) {
    TriggerEvent event = update(change);
    told.accept(event);
    return event;
  }

  private TriggerEvent update(TriggerEvent.Builder change) {
    TriggerEvent event = change.setUpdateTime(Times.toProto(clock.instant())).build();
    records.update(event);
    return event;
  }
}
