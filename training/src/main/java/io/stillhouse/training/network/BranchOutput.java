package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;

/**
 * What one branch of a network computed for a batch.
 *
 * @param features the last stage's activation, [B,C,H,W]
 * @param logits [B, classes]
 */
public record BranchOutput(NDArray features, NDArray logits) implements AutoCloseable {

  @Override
  public void close() {
    features.close();
    logits.close();
  }
}
