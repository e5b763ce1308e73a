package io.stillhouse.steps.evaluation.report;

/**
 * One learning curve: values along optimiser steps. Values may be NaN or infinite.
 *
 * @param name slashes between its parts: {@code train/loss}, {@code validation/accuracy}
 * @param steps positions, finite and not decreasing
 * @param values one value a position
 */
public record Curve(String name, double[] steps, double[] values) {
  /** Checks that positions and values belong together. */
  public Curve {
    if (steps.length != values.length) {
      throw new IllegalArgumentException(
          "curve " + name + " has " + steps.length + " steps but " + values.length + " values");
    }
  }

  /** The quantity: the part behind the last slash, {@code loss} of {@code train/loss}. */
  public String quantity() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** What the quantity was taken of: the part before the last slash, {@code train}; maybe empty. */
  public String subject() {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }
}
