package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The loss of a batch.
 *
 * @param total a scalar: what is minimised
 * @param parts what it is the sum of, but for rounding; none when it has no parts worth telling
 */
public record BatchLoss(NDArray total, List<LossPart> parts) {

  public BatchLoss {
    parts = List.copyOf(parts);
  }

  /** A loss without parts. */
  public static BatchLoss of(NDArray total) {
    return new BatchLoss(total, List.of());
  }
}
