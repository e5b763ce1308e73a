package io.stillhouse.training.network;

/** How BatchNorm behaves in a forward pass. */
public enum Mode {
  /** Normalises by the statistics of the batch and moves the running statistics towards them. */
  TRAIN,
  /** Normalises by the running statistics and leaves them as they are, bit for bit. */
  EVAL
}
