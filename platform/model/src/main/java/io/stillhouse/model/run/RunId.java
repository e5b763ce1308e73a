package io.stillhouse.model.run;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A run's name within its pipeline: {@code <yyyymmdd>-<hhmmss>-<6 random letters or digits>} of the
 * time it was created in UTC, so that names sort by time.
 *
 * @param value the name, a DNS label
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("[0-9]{8}-[0-9]{6}-[a-z0-9]{6}");
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * @throws IllegalArgumentException if it has not that form
   */
  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a run id such as 20260131-235959-a1b2c3");
    }
  }

  /** Whether the text has the form of a run id. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** A new id for a run that is created now. */
  public static RunId create(Clock clock, RandomGenerator random) {
    return create(clock.instant(), random);
  }

  /** A new id for a run that is created at that time. */
  public static RunId create(Instant time, RandomGenerator random) {
    StringBuilder text = new StringBuilder(TIME.format(time)).append('-');
    for (int i = 0; i < 6; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RunId(text.toString());
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
