package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlScalar;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time span above zero: {@code 500ms}, {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
public final class DurationShape implements Shape<Duration> {
  /** What a text must be, for messages. */
  public static final String EXPECTED =
      "a duration above zero with its unit: 500ms, 90s, 30m, 1h30m, 2d";

  private static final String REGEX =
      "(?=.)(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m(?!s))?(?:([0-9]{1,9})s)?"
          + "(?:([0-9]{1,9})ms)?";
  private static final Pattern PATTERN = Pattern.compile(REGEX);

  @Override
  public Optional<Duration> read(Cursor cursor) {
    Optional<Duration> duration =
        cursor.node() instanceof YamlScalar scalar ? parse(scalar.text()) : Optional.empty();
    if (duration.isEmpty()) {
      cursor.expected(EXPECTED);
    }
    return duration;
  }

  /** Reads a text that stands outside of any definition; empty if it is no such time span. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4))
            .plusMillis(number(matcher, 5));
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  @Override
  public JsonObject describe() {
    return new JsonObject().with("type", "string").with("pattern", "^(?:" + REGEX + ")$");
  }
}
