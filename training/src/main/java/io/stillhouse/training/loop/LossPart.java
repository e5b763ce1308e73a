package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;

/**
 * A part of a loss, for whoever wants to see what a training is driven by.
 *
 * @param name slashes between its parts: {@code branch1/labels}
 * @param value a scalar, before its weight
 * @param weight how much it counts
 */
public record LossPart(String name, NDArray value, double weight) {

  /** What it adds to the loss. */
  public double read() {
    return value.getFloat() * weight;
  }
}
