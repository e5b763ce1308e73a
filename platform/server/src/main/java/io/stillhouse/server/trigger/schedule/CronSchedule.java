package io.stillhouse.server.trigger.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * The times that five fields name on the clocks of a place: minute, hour, day of the month, month,
 * day of the week.
 *
 * <p>When clocks are put forward, what is named in the hour that is left out happens when they have
 * been put forward, once. When they are put back, an expression whose hour field begins with {@code
 * *} goes through the hour twice, as it means an interval; any other means a time of the day, which
 * happens once, at its first. So does Vixie's cron.
 */
public final class CronSchedule {
  // Longer than any transition but those at the date line, which happened twice in history.
  private static final Duration LONGEST_OVERLAP = Duration.ofHours(3);

  private final String expression;
  private final ZoneId zone;
  private final ExecutionTime times;
  private final boolean isInterval;

  private CronSchedule(String expression, ZoneId zone, Cron cron) {
    this.expression = expression;
    this.zone = zone;
    this.times = ExecutionTime.forCron(cron);
    this.isInterval = expression.split(" ", -1)[1].startsWith("*");
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none, or names no time at all; the message says why
   */
  public static CronSchedule parse(String expression, ZoneId zone) {
    String fields = expression.strip().replaceAll("\\s+", " ");
    int count = fields.isEmpty() ? 0 : fields.split(" ", -1).length;
    if (count != 5) {
      throw new IllegalArgumentException(
          "has "
              + count
              + " fields, it must have five: minute, hour, day of the month, month, day of the week"
              + " ('30 2 * * 1-5': at 02:30 from Monday to Friday)");
    }
    Cron cron =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(fields);
    CronSchedule schedule = new CronSchedule(fields, zone, cron);
    if (schedule.next(Instant.EPOCH).isEmpty()) {
      throw new IllegalArgumentException("names a day that no month has");
    }
    return schedule;
  }

  /** The first time after another; empty if there is none. */
  public Optional<Instant> next(Instant after) {
    ZoneOffsetTransition near =
        zone.getRules().nextTransition(after.minus(LONGEST_OVERLAP).minusNanos(1));
    boolean nearTransition =
        near != null && near.getInstant().minus(LONGEST_OVERLAP).isBefore(after);
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    // What a clock shows before it is put back, it shows again.
    LocalDateTime from = nearTransition ? local.minus(LONGEST_OVERLAP) : local;
    Optional<Instant> found = Optional.empty();
    while (true) {
      Optional<LocalDateTime> named =
          times
              .nextExecution(ZonedDateTime.of(from, ZoneOffset.UTC))
              .map(ZonedDateTime::toLocalDateTime);
      if (named.isEmpty()) {
        return found;
      }
      List<Instant> instants = instants(named.get());
      if (found.isPresent() && !instants.get(0).isBefore(found.get())) {
        return found;
      }
      for (Instant instant : instants) {
        if (instant.isAfter(after) && (found.isEmpty() || instant.isBefore(found.get()))) {
          found = Optional.of(instant);
        }
      }
      from = named.get();
    }
  }

  private List<Instant> instants(LocalDateTime named) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(named);
    if (offsets.isEmpty()) {
      return List.of(zone.getRules().getTransition(named).getInstant());
    }
    return offsets.stream().limit(isInterval ? offsets.size() : 1).map(named::toInstant).toList();
  }

  /** The expression and the zone. */
  @Override
  public String toString() {
    return expression + " " + zone.getId();
  }
}
