package io.stillhouse.sweep.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the runs of one combination measured.
 *
 * @param combination the combination's values as text, by parameter
 * @param values the metric by seed; without an axis of seeds, of one run by an empty text
 * @param asked how many runs the sweep has of this combination
 */
public record Measured(Map<String, String> combination, Map<String, Double> values, int asked) {
  /** Copies. */
  public Measured {
    combination = Collections.unmodifiableMap(new LinkedHashMap<>(combination));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** {@code temperature=4 branches=2}; {@code defaults} when nothing is set. */
  public String inWords() {
    StringBuilder words = new StringBuilder();
    combination.forEach((name, value) -> words.append(' ').append(name).append('=').append(value));
    return words.isEmpty() ? "defaults" : words.substring(1);
  }
}
