package io.stillhouse.model.sweep;

import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One run of a sweep: what distinguishes it from the others.
 *
 * @param combination the values that its row of the table stands for, by parameter; without seed
 * @param seed the value of the axis that is averaged over, by parameter; empty or one entry
 */
public record SweepPoint(Map<String, Value> combination, Map<String, Value> seed) {

  /**
   * @throws IllegalArgumentException if there is more than one seed
   */
  public SweepPoint {
    combination = Collections.unmodifiableMap(new LinkedHashMap<>(combination));
    seed = Map.copyOf(seed);
    if (seed.size() > 1) {
      throw new IllegalArgumentException("a run has one seed, not " + seed.keySet());
    }
  }

  /** Everything that is set for this run. */
  public Map<String, Value> parameters() {
    Map<String, Value> all = new LinkedHashMap<>(combination);
    all.putAll(seed);
    return Collections.unmodifiableMap(all);
  }

  /** {@code temperature=4 seed=1}; {@code defaults} when nothing is set. */
  public String inWords() {
    return inWords(parameters());
  }

  /** {@code temperature=4 branches=2}; {@code defaults} when nothing is set. */
  public static String inWords(Map<String, Value> values) {
    return values.isEmpty()
        ? "defaults"
        : values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
            .collect(Collectors.joining(" "));
  }

  /** A value as a person writes it: a string without quotes. */
  public static String text(Value value) {
    return value instanceof TextValue text ? text.text() : value.canonicalText();
  }
}
