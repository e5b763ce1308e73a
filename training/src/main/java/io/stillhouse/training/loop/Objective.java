package io.stillhouse.training.loop;

import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;

/** What a training minimises, batch by batch, and how it is judged. */
public interface Objective {
  /** Batches of one epoch, 1 or more. */
  int batches();

  /**
   * Makes a batch ready: images, targets, teachers' activations. Gradient recording is off. The
   * content depends on epoch and index only, never on what was asked before.
   *
   * @param epoch counted from 0 within the phase
   * @param index the batch within the epoch, from 0
   * @param manager owns all arrays of this step and is closed after it
   * @return computes the loss under gradient recording
   */
  Supplier<BatchLoss> batch(int epoch, int index, NDManager manager);

  /**
   * Judges the network on data that it does not learn from. Gradient recording is off.
   *
   * @param manager parent of the managers of the batches
   */
  Validation validate(NDManager manager);
}
