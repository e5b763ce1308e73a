package io.stillhouse.runstore.filter;

import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.run.RunState;
import io.stillhouse.model.run.StepState;
import io.stillhouse.runstore.database.Rows;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words behind comparisons mean. */
final class Literals {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern DURATION_PART =
      Pattern.compile("\\G([0-9]+(?:[.][0-9]+)?)(ms|s|m|h|d)");
  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "nan", Double.NaN,
          "infinity", Double.POSITIVE_INFINITY,
          "+infinity", Double.POSITIVE_INFINITY,
          "-infinity", Double.NEGATIVE_INFINITY);
  private static final Map<String, Double> UNIT_SECONDS =
      Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86400.0);

  private final Scanner scanner;

  Literals(Scanner scanner) {
    this.scanner = scanner;
  }

  /** A number, if the word is one. */
  static OptionalDouble numberIn(Word word) {
    if (NUMBER.matcher(word.text()).matches()) {
      return OptionalDouble.of(Double.parseDouble(word.text()));
    }
    Double other = NOT_FINITE.get(word.text().toLowerCase(Locale.ROOT));
    return other == null ? OptionalDouble.empty() : OptionalDouble.of(other);
  }

  double number(Word word) {
    return numberIn(word).orElseThrow(() -> error(word, "is not a number", Optional.empty()));
  }

  boolean truth(Word word) {
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw error(
              word,
              "is neither true nor false",
              Suggestion.closest(word.text(), List.of("true", "false")));
    };
  }

  String runState(Word word) {
    return state(word, Arrays.stream(RunState.values()).map(Enum::name).toList());
  }

  String stepState(Word word) {
    return state(word, Arrays.stream(StepState.values()).map(Enum::name).toList());
  }

  private String state(Word word, List<String> states) {
    String state = word.text().toUpperCase(Locale.ROOT);
    if (!states.contains(state)) {
      throw error(
          word,
          "is not a state: " + String.join(", ", states),
          Suggestion.closest(word.text(), states));
    }
    return state;
  }

  /** A time in microseconds since 1970. */
  long time(Word word) {
    try {
      Instant time =
          word.text().length() <= "2026-01-31".length()
              ? LocalDate.parse(word.text()).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(word.text()).toInstant();
      return Rows.micros(time);
    } catch (DateTimeException | ArithmeticException e) {
      throw error(
          word, "is not a time such as 2026-01-31 or 2026-01-31T23:59:00Z", Optional.empty());
    }
  }

  /** A duration in microseconds. */
  double duration(Word word) {
    if (NUMBER.matcher(word.text()).matches()) {
      return 1e6 * Double.parseDouble(word.text());
    }
    Matcher part = DURATION_PART.matcher(word.text());
    double seconds = 0;
    int end = 0;
    while (part.find()) {
      seconds += Double.parseDouble(part.group(1)) * UNIT_SECONDS.getOrDefault(part.group(2), 0.0);
      end = part.end();
    }
    if (end == 0 || end < word.text().length()) {
      throw error(
          word, "is not a duration such as 90s, 1h30m or a number of seconds", Optional.empty());
    }
    return 1e6 * seconds;
  }

  FilterException error(Word word, String problem, Optional<String> suggestion) {
    return scanner.error(word.position(), "'" + word.text() + "' " + problem, suggestion);
  }
}
