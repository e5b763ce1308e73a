package io.stillhouse.model.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The range of a number; what is absent does not bound it.
 *
 * @param minimum the least number
 * @param maximum the greatest number
 * @param exclusiveMinimum a number that must be exceeded
 * @param exclusiveMaximum a number that must not be reached
 */
public record NumberRange(
    Optional<Double> minimum,
    Optional<Double> maximum,
    Optional<Double> exclusiveMinimum,
    Optional<Double> exclusiveMaximum) {
  /** Every number. */
  public static final NumberRange ALL =
      new NumberRange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** From minimum to maximum, both included. */
  public static NumberRange between(double minimum, double maximum) {
    return new NumberRange(
        Optional.of(minimum), Optional.of(maximum), Optional.empty(), Optional.empty());
  }

  /** From a minimum on. */
  public static NumberRange from(double minimum) {
    return new NumberRange(
        Optional.of(minimum), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether a number lies in the range. */
  public boolean contains(double number) {
    return number >= minimum.orElse(Double.NEGATIVE_INFINITY)
        && number <= maximum.orElse(Double.POSITIVE_INFINITY)
        && number > exclusiveMinimum.orElse(Double.NEGATIVE_INFINITY)
        && number < exclusiveMaximum.orElse(Double.POSITIVE_INFINITY);
  }

  /** Whether no number lies in the range. */
  public boolean isEmpty() {
    double low =
        Math.max(
            minimum.orElse(Double.NEGATIVE_INFINITY),
            exclusiveMinimum.orElse(Double.NEGATIVE_INFINITY));
    double high =
        Math.min(
            maximum.orElse(Double.POSITIVE_INFINITY),
            exclusiveMaximum.orElse(Double.POSITIVE_INFINITY));
    return low > high || (low == high && !contains(low));
  }

  /** The range in words: {@code at least 1 and below 10}; empty for every number. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    minimum.ifPresent(bound -> words.add("at least " + plain(bound)));
    exclusiveMinimum.ifPresent(bound -> words.add("above " + plain(bound)));
    maximum.ifPresent(bound -> words.add("at most " + plain(bound)));
    exclusiveMaximum.ifPresent(bound -> words.add("below " + plain(bound)));
    return String.join(" and ", words);
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
