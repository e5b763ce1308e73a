package io.stillhouse.model.definition;

import io.stillhouse.model.definition.RetryOverrides.BackoffOverrides;
import io.stillhouse.model.shape.DurationShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.NumberShape;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Declares the keys of {@code retry}. */
final class RetryShape {
  private static final Key<Integer> APPLICATION =
      budget("application", RetryPolicy.MAXIMUM, "after the step's own error or a timeout");
  private static final Key<Integer> INFRASTRUCTURE =
      budget("infrastructure", RetryPolicy.MAXIMUM, "after a killed process or a lost node");
  private static final Key<Integer> PREEMPTION =
      budget("preemption", RetryPolicy.MAXIMUM_PREEMPTIONS, "after the machine was taken back");
  private static final Key<Integer> OUT_OF_MEMORY =
      budget("outOfMemory", RetryPolicy.MAXIMUM, "after running out of memory");

  private static final Key<Duration> INITIAL =
      Key.optional("initial", new DurationShape(), "The wait before the first further attempt.");
  private static final Key<Double> FACTOR =
      Key.optional("factor", NumberShape.between(1, 100), "What each wait is multiplied by.");
  private static final Key<Duration> LONGEST =
      Key.optional("maximum", new DurationShape(), "The longest wait.");
  private static final Key<BackoffOverrides> BACKOFF =
      Key.optional(
          "backoff",
          ObjectShape.of("backoff", List.of(INITIAL, FACTOR, LONGEST), RetryShape::backoff),
          "The waits between attempts.");

  /** The whole of it. */
  static final Shape<RetryOverrides> RETRY =
      ObjectShape.of(
          "retry",
          List.of(APPLICATION, INFRASTRUCTURE, PREEMPTION, OUT_OF_MEMORY, BACKOFF),
          fields ->
              Optional.of(
                  new RetryOverrides(
                      fields.get(APPLICATION),
                      fields.get(INFRASTRUCTURE),
                      fields.get(PREEMPTION),
                      fields.get(OUT_OF_MEMORY),
                      fields.get(BACKOFF))));

  private RetryShape() {}

  private static Key<Integer> budget(String name, int maximum, String when) {
    return Key.optional(
        name, IntegerShape.between(0, maximum), "How many further attempts " + when + ".");
  }

  private static Optional<BackoffOverrides> backoff(Fields fields) {
    Optional<Duration> initial = fields.get(INITIAL);
    Optional<Duration> maximum = fields.get(LONGEST);
    if (initial.isPresent() && maximum.isPresent() && initial.get().compareTo(maximum.get()) > 0) {
      fields.error(LONGEST, "the longest wait is shorter than the initial one");
    }
    return Optional.of(new BackoffOverrides(initial, fields.get(FACTOR), maximum));
  }
}
