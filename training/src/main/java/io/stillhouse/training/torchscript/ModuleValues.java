package io.stillhouse.training.torchscript;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.data.Task;

/** What a module's outputs are. */
public enum ModuleValues {
  /** Values before softmax or sigmoid; logarithms of a softmax are as good. */
  LOGITS,
  /** Values after softmax, or after sigmoid where labels are independent. */
  PROBABILITIES;

  /** A rounded 0 is not certainty: smaller probabilities are raised to this. */
  static final double FLOOR = 1e-6;

  /**
   * The logits: of probabilities p those whose softmax is p, {@code log(max(p, 1e-6))}, or whose
   * sigmoid is p, {@code log(p / (1 - p))} with p within [1e-6, 1 - 1e-6].
   *
   * @param outputs [B, classes]
   */
  NDArray logits(NDArray outputs, Task task) {
    if (this == LOGITS) {
      return outputs;
    }
    if (task == Task.MULTICLASS) {
      return outputs.maximum(FLOOR).log();
    }
    NDArray yes = outputs.clip(FLOOR, 1 - FLOOR);
    return yes.log().sub(yes.neg().add(1).log());
  }
}
