package io.stillhouse.server.trigger.events;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Trigger;
import io.stillhouse.v1.TriggerCause;
import io.stillhouse.v1.TriggerCursor;
import io.stillhouse.v1.TriggerEvent;
import io.stillhouse.v1.TriggerEventState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Triggers and their events in the store. They are no part of the index: nothing else says what a
 * trigger waits for, so that an index that is built anew would have forgotten it.
 *
 * <p>An event is created if absent under the digest of what it is known by, so that it exists once
 * however often it is told. What is not over has a mark of its own, which is made first: so whoever
 * looks for work reads little, and overlooks nothing when it was killed in between.
 */
public final class TriggerRecords {
  /** How long events are kept after they have ended. */
  public static final Duration KEPT = Duration.ofDays(90);

  private static final String DEFINITIONS = "_triggers/definitions";
  private static final String EVENTS = "_triggers/events";
  private static final String OPEN = "_triggers/open";
  private static final String SCHEDULES = "_triggers/schedules";

  /** Events that nothing can tell again are kept up to this number. */
  private static final int MOST_KEPT = 500;

  private static final Comparator<TriggerEvent> OLDEST_FIRST =
      Comparator.comparing((TriggerEvent event) -> Times.fromProto(event.getEventTime()))
          .thenComparing(TriggerEvent::getName);

  private static final Comparator<StoredObject> LATEST_FIRST =
      Comparator.comparing(StoredObject::modified).thenComparing(StoredObject::key).reversed();

  private final ArtifactStore store;

  /** Of a store. */
  public TriggerRecords(ArtifactStore store) {
    this.store = store;
  }

  /**
   * What was received.
   *
   * @param event the event, as it is now
   * @param isNew false if it was received before
   */
  public record Received(TriggerEvent event, boolean isNew) {}

  /**
   * The name of an event.
   *
   * @param known what the event is known by, the same whenever it is told
   */
  public static String eventName(String trigger, String known) {
    return "triggers/"
        + trigger
        + "/events/"
        + ContentDigest.sha256(known.getBytes(StandardCharsets.UTF_8));
  }

  /** A trigger as it was applied. */
  public Optional<Trigger> trigger(String name) {
    return ProtoJson.read(store, definition(name), Trigger.getDefaultInstance());
  }

  /** Every trigger, ordered by name. */
  public List<Trigger> triggers() {
    List<Trigger> triggers = new ArrayList<>();
    for (StoredObject object : store.list(DEFINITIONS)) {
      ProtoJson.read(store, object.key(), Trigger.getDefaultInstance()).ifPresent(triggers::add);
    }
    return triggers;
  }

  /** Creates or changes a trigger. */
  public void put(Trigger trigger) {
    store.replace(definition(id(trigger.getName())), ProtoJson.write(trigger));
  }

  /** Deletes a trigger with its events; returns whether there was one. */
  public boolean delete(String name) {
    if (trigger(name).isEmpty()) {
      return false;
    }
    store.delete(definition(name));
    store.deleteAll(OPEN + "/" + name);
    store.deleteAll(EVENTS + "/" + name);
    store.delete(schedule(name));
    return true;
  }

  /** Up to when the times of a trigger's schedule were made events. */
  public Instant firedUntil(String trigger) {
    return ProtoJson.read(store, schedule(trigger), TriggerCursor.getDefaultInstance())
        .map(cursor -> Times.fromProto(cursor.getFiredUntil()))
        .orElse(Instant.EPOCH);
  }

  /** Remembers that. */
  public void setFiredUntil(String trigger, Instant time) {
    store.replace(
        schedule(trigger),
        ProtoJson.write(TriggerCursor.newBuilder().setFiredUntil(Times.toProto(time)).build()));
  }

  /** Takes an event in. When this returns it is not lost any more. */
  public Received receive(TriggerEvent event) {
    Optional<TriggerEvent> earlier = event(event.getName());
    if (earlier.isPresent()) {
      return new Received(earlier.get(), false);
    }
    mark(event);
    if (!store.create(record(event.getName()), ProtoJson.write(event))) {
      return new Received(event(event.getName()).orElse(event), false);
    }
    // Whoever looks for work may have taken the mark for that of a call that was never finished.
    mark(event);
    return new Received(event, true);
  }

  private void mark(TriggerEvent event) {
    if (!isOver(event)) {
      store.create(mark(event.getName()), new byte[0]);
    }
  }

  /** An event; empty if there is none. */
  public Optional<TriggerEvent> event(String name) {
    return ProtoJson.read(store, record(name), TriggerEvent.getDefaultInstance());
  }

  /** Changes an event. */
  public void update(TriggerEvent event) {
    store.replace(record(event.getName()), ProtoJson.write(event));
    if (isOver(event)) {
      store.delete(mark(event.getName()));
    }
  }

  /** The events that are not over, by their triggers, oldest first. */
  public Map<String, List<TriggerEvent>> open() {
    Map<String, List<TriggerEvent>> open = new TreeMap<>();
    for (StoredObject object : store.list(OPEN)) {
      String[] parts = object.key().substring(OPEN.length() + 1).split("/", -1);
      String name = "triggers/" + parts[0] + "/events/" + parts[parts.length - 1];
      Optional<TriggerEvent> event = event(name);
      if (event.isPresent() && isOver(event.get())) {
        store.delete(object.key()); // Whoever ended it was killed before it could.
      } else if (event.isPresent()) {
        open.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(event.get());
      }
    }
    open.values().forEach(events -> events.sort(OLDEST_FIRST));
    return open;
  }

  /** The events of a trigger, newest first. */
  public List<TriggerEvent> events(String trigger) {
    List<TriggerEvent> events = new ArrayList<>();
    for (StoredObject object : store.list(EVENTS + "/" + trigger)) {
      ProtoJson.read(store, object.key(), TriggerEvent.getDefaultInstance()).ifPresent(events::add);
    }
    events.sort(OLDEST_FIRST.reversed());
    return events;
  }

  /** The event of a trigger that changed last; empty before there was one. */
  public Optional<TriggerEvent> latestEvent(String trigger) {
    return store.list(EVENTS + "/" + trigger).stream()
        .sorted(LATEST_FIRST)
        .map(object -> ProtoJson.read(store, object.key(), TriggerEvent.getDefaultInstance()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Deletes events that have been over for long. */
  public void forgetOld(Instant now) {
    for (String trigger : store.children(EVENTS)) {
      int others = 0;
      for (TriggerEvent event : events(trigger)) {
        // A delivery can be told again as long as somebody has it; a time of the clock cannot.
        boolean tooMany = event.getCause() != TriggerCause.WEBHOOK && ++others > MOST_KEPT;
        boolean old = Times.fromProto(event.getUpdateTime()).isBefore(now.minus(KEPT));
        if (isOver(event) && (tooMany || old)) {
          store.delete(record(event.getName()));
        }
      }
    }
  }

  /** Whether nothing becomes of an event any more. */
  public static boolean isOver(TriggerEvent event) {
    return event.getState() == TriggerEventState.EVENT_ENDED
        || event.getState() == TriggerEventState.EVENT_SKIPPED
        || event.getState() == TriggerEventState.EVENT_FAILED;
  }

  /** The last part of a name. */
  public static String id(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String definition(String trigger) {
    return DEFINITIONS + "/" + trigger + ".json";
  }

  private static String schedule(String trigger) {
    return SCHEDULES + "/" + trigger + ".json";
  }

  private static String record(String event) {
    return EVENTS + "/" + path(event) + ".json";
  }

  private static String mark(String event) {
    return OPEN + "/" + path(event);
  }

  /** {@code trigger/event} of {@code triggers/trigger/events/event}. */
  private static String path(String event) {
    String[] parts = event.split("/", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("'" + event + "' is not the name of an event");
    }
    return parts[1] + "/" + parts[3];
  }
}
