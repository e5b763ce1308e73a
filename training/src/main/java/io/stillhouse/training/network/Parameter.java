package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A named array of a network.
 *
 * @param name PyTorch's name of it, for example {@code layer1.0.bn1.running_mean}
 * @param kind its role
 * @param array the values; owned by the network and replaced in place only
 */
public record Parameter(String name, ParameterKind kind, NDArray array) {

  /** The values as they are now, for use without the engine. */
  Tensor tensor() {
    List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    return new Tensor(name, shape, array.toFloatArray());
  }

  /** Excludes this array from training: no gradient is computed for it. */
  public void freeze() {
    array.setRequiresGradient(false);
  }

  /** Includes this array in training. Has no effect on a {@link ParameterKind#BUFFER}. */
  public void unfreeze() {
    if (kind != ParameterKind.BUFFER) {
      array.setRequiresGradient(true);
    }
  }

  /** Whether back-propagation computes a gradient for this array. */
  public boolean isTrainable() {
    return array.hasGradient();
  }
}
