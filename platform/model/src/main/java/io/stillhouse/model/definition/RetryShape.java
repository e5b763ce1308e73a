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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares the keys of {@code retry}. */
final class RetryShape {
  private static final Map<RetryBudget, Key<Integer>> BUDGETS = budgets();

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
      ObjectShape.of("retry", keys(), fields -> Optional.of(overrides(fields)));

  private RetryShape() {}

  private static Map<RetryBudget, Key<Integer>> budgets() {
    Map<RetryBudget, Key<Integer>> keys = new EnumMap<>(RetryBudget.class);
    for (RetryBudget budget : RetryBudget.values()) {
      keys.put(
          budget,
          Key.optional(
              budget.yamlName(),
              IntegerShape.between(0, budget.maximum()),
              "How many further attempts after " + budget.cause() + "."));
    }
    return keys;
  }

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(BUDGETS.values());
    keys.add(BACKOFF);
    return keys;
  }

  private static RetryOverrides overrides(Fields fields) {
    Map<RetryBudget, Integer> said = new EnumMap<>(RetryBudget.class);
    BUDGETS.forEach((budget, key) -> fields.get(key).ifPresent(number -> said.put(budget, number)));
    return new RetryOverrides(said, fields.get(BACKOFF));
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
