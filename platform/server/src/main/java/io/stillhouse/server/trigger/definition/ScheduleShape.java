package io.stillhouse.server.trigger.definition;

import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.server.trigger.schedule.CronSchedule;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Declares the keys of a schedule. */
final class ScheduleShape {
  private static final Key<String> CRON =
      Key.required(
          "cron",
          TextShape.any(),
          "Minute, hour, day of the month, month, day of the week: '30 2 * * 1-5'.");
  private static final Key<String> TIME_ZONE =
      Key.optional("timeZone", TextShape.any(), "Europe/Zurich; UTC by default.");
  private static final Key<MissedTimes> MISSED =
      Key.optional(
          "missed",
          ChoiceShape.of(MissedTimes.values(), MissedTimes::yamlName),
          "What becomes of times at which no server was there: last (the default), all, skip.");

  /** A schedule. */
  static final Shape<Schedule> SCHEDULE =
      ObjectShape.of("a schedule", List.of(CRON, TIME_ZONE, MISSED), ScheduleShape::schedule);

  private ScheduleShape() {}

  private static Optional<Schedule> schedule(Fields fields) {
    Optional<ZoneId> zone = zone(fields);
    Optional<String> cron = fields.get(CRON);
    if (zone.isEmpty() || cron.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Schedule(
              CronSchedule.parse(cron.get(), zone.get()),
              fields.get(MISSED).orElse(MissedTimes.LAST)));
    } catch (IllegalArgumentException e) {
      fields.error(CRON, "'" + cron.get() + "' is no schedule: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(Fields fields) {
    if (!fields.has(TIME_ZONE)) {
      return Optional.of(ZoneId.of("UTC"));
    }
    Optional<String> name = fields.get(TIME_ZONE);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    // Not SystemV names and offsets: what people call a time zone, and the tables know.
    if (!ZoneId.getAvailableZoneIds().contains(name.get())) {
      fields
          .problems()
          .unknown(
              fields.place(TIME_ZONE),
              "there is no time zone '" + name.get() + "'",
              name.get(),
              ZoneId.getAvailableZoneIds());
      return Optional.empty();
    }
    return Optional.of(ZoneId.of(name.get()));
  }
}
