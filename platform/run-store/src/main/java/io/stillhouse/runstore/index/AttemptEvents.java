package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.curve.CurveBuilder;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.view.Damage;
import io.stillhouse.v1.Progress;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an attempt has told since the chunks that were read before. For one thread. */
final class AttemptEvents {
  private final long chunks;
  private final Map<String, CurveBuilder> curves = new LinkedHashMap<>();
  private final List<Damage> damage = new ArrayList<>();
  private @Nullable Instant firstTime;
  private @Nullable Told firstProgress;
  private @Nullable Told lastProgress;

  /** Progress with the time when it was told. */
  record Told(Progress progress, Instant time) {}

  private AttemptEvents(long chunks) {
    this.chunks = chunks;
  }

  /**
   * Reads the chunks behind those that were read before. A chunk that is damaged is passed over.
   *
   * @param before how many were read before
   */
  static AttemptEvents read(
      ArtifactStore store, RunLayout run, AttemptLayout attempt, long before) {
    List<StepEventChunk> read = new ArrayList<>();
    List<Damage> damage = new ArrayList<>();
    long number = before + 1;
    for (; ; number++) {
      String key = attempt.eventChunk(number);
      Optional<byte[]> bytes = store.read(key);
      if (bytes.isEmpty()) {
        break;
      }
      try {
        read.add(ProtoJson.read(bytes.get(), StepEventChunk.getDefaultInstance(), key));
      } catch (DamagedObjectException e) {
        damage.add(new Damage(run, Rows.name(key), Rows.text(String.valueOf(e.getMessage()))));
      }
    }
    AttemptEvents events = new AttemptEvents(number - 1);
    events.damage.addAll(damage);
    read.forEach(chunk -> chunk.getEventsList().forEach(events::add));
    return events;
  }

  private void add(StepEvent event) {
    Instant time = SnapshotTimes.instant(event.getTime());
    if (firstTime == null) {
      firstTime = time;
    }
    if (event.hasMetric()) {
      curves
          .computeIfAbsent(Rows.name(event.getMetric().getName()), name -> new CurveBuilder(0))
          .add(event.getMetric().getStep(), time.toEpochMilli(), event.getMetric().getValue());
    } else if (event.hasProgress()) {
      lastProgress = new Told(event.getProgress(), time);
      if (firstProgress == null) {
        firstProgress = lastProgress;
      }
    }
  }

  /** How many chunks have been read, those before included. */
  long chunks() {
    return chunks;
  }

  /** The new points by curve. */
  Map<String, CurveBuilder> curves() {
    return curves;
  }

  Optional<Instant> firstTime() {
    return Optional.ofNullable(firstTime);
  }

  Optional<Told> firstProgress() {
    return Optional.ofNullable(firstProgress);
  }

  Optional<Told> lastProgress() {
    return Optional.ofNullable(lastProgress);
  }

  /** The chunks that could not be read. */
  List<Damage> damage() {
    return damage;
  }
}
