package io.stillhouse.server.trigger.engine;

import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.server.trigger.definition.MissedTimes;
import io.stillhouse.server.trigger.definition.Schedule;
import io.stillhouse.server.trigger.definition.TriggerDefinition;
import io.stillhouse.server.trigger.events.TriggerRecords;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Makes events of the times that a schedule has named. */
final class DueTimes {
  /** Later than this, a time was missed. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final int MOST_MISSED = 100;
  private static final int MOST_COUNTED = 20_000;

  private final TriggerRecords records;
  private final Clock clock;

  DueTimes(TriggerRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** Makes events of the times since the last look, as the trigger's text wants it. */
  void fire(Trigger trigger, TriggerDefinition definition) {
    Optional<Schedule> schedule = definition.schedule();
    if (schedule.isEmpty() || definition.paused()) {
      return;
    }
    Instant now = clock.instant();
    Instant changed = Times.fromProto(trigger.getUpdateTime());
    Instant until = records.firedUntil(definition.name());
    Instant from = until.isAfter(changed) ? until : changed;
    Optional<Instant> next = schedule.get().times().next(from);
    if (next.isEmpty() || next.get().isAfter(now)) {
      return;
    }
    Deque<Instant> due = due(schedule.get(), next.get(), now);
    Instant last = due.getLast();
    for (TriggerEvent event : events(definition, schedule.get().missed(), due, now)) {
      records.receive(event);
    }
    // After the events: when it is cut off in between they are told again, which makes none anew.
    records.setFiredUntil(definition.name(), last);
  }

  private static Deque<Instant> due(Schedule schedule, Instant first, Instant now) {
    Deque<Instant> due = new ArrayDeque<>();
    Optional<Instant> time = Optional.of(first);
    for (int i = 0; time.isPresent() && !time.get().isAfter(now); i++) {
      due.addLast(time.get());
      if (due.size() > MOST_MISSED) {
        due.removeFirst();
      }
      // Whoever was away for long does not count each minute of it.
      Instant after = i == MOST_COUNTED ? now.minus(Duration.ofDays(1)) : time.get();
      time = schedule.times().next(after.isAfter(time.get()) ? after : time.get());
    }
    return due;
  }

  private List<TriggerEvent> events(
      TriggerDefinition trigger, MissedTimes policy, Deque<Instant> due, Instant now) {
    List<Instant> missed = due.stream().filter(time -> time.isBefore(now.minus(LATE))).toList();
    List<TriggerEvent> events = new ArrayList<>();
    if (missed.isEmpty() || policy == MissedTimes.ALL) {
      due.forEach(time -> events.add(event(trigger, time, now).build()));
    } else if (policy == MissedTimes.LAST) {
      events.add(
          event(trigger, due.getLast(), now)
              .setReason(
                  due.size() > 1
                      ? "stands for " + due.size() + " times, at most of which no server was there"
                      : "")
              .build());
    } else {
      Instant last = missed.get(missed.size() - 1);
      events.add(
          event(trigger, last, now)
              .setState(TriggerEventState.EVENT_SKIPPED)
              .setReason("no server was there at " + missed.size() + " times up to this one")
              .build());
      due.stream()
          .filter(time -> !missed.contains(time))
          .forEach(time -> events.add(event(trigger, time, now).build()));
    }
    return events;
  }

  private static TriggerEvent.Builder event(TriggerDefinition trigger, Instant time, Instant now) {
    return TriggerEvent.newBuilder()
        .setName(TriggerRecords.eventName(trigger.name(), "schedule " + time))
        .setCause(TriggerCause.SCHEDULE)
        .setDelivery(time.toString())
        .setEventTime(Times.toProto(time))
        .setUpdateTime(Times.toProto(now))
        .putAllParameters(trigger.parameters())
        .putAllLabels(trigger.labels())
        .setState(TriggerEventState.EVENT_PENDING);
  }
}
