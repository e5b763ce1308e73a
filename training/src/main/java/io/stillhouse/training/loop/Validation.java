package io.stillhouse.training.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a validation measured.
 *
 * @param curves a value for each curve: {@code validation/accuracy}, {@code validation/loss}
 * @param score by which epochs are compared, higher is better
 */
public record Validation(Map<String, Double> curves, double score) {
  public Validation {
    curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
  }

  /** Nothing was measured, because there is nothing to measure on; all epochs are equal. */
  public static Validation none() {
    return new Validation(Map.of(), 0);
  }
}
