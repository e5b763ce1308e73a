package io.stillhouse.training.modelfile;

/**
 * One point of a learning curve.
 *
 * @param step optimiser steps done, 0 or more
 * @param value the measured value; finite, because JSON has no other numbers
 */
public record CurvePoint(long step, double value) {
  public CurvePoint {
    if (step < 0) {
      throw new IllegalArgumentException("A curve's step is 0 or more, not " + step);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("A curve's value is a finite number, not " + value);
    }
  }
}
