package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Adds what a path computes to a shortcut from its input, then applies a non-linearity.
 *
 * <p>The shortcut is the identity when {@code shortcut} is null. The path must end in a layer whose
 * result back-propagation does not need (BatchNorm, convolution): the sum overwrites it.
 */
record ResidualBlock(Layer path, @Nullable Layer shortcut, Activation activation) implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray sum = path.forward(x, mode);
    if (shortcut == null) {
      sum.addi(x);
    } else {
      NDArray projected = shortcut.forward(x, mode);
      sum.addi(projected);
      projected.close();
    }
    return activation.apply(sum);
  }

  @Override
  public FeatureShape output() {
    return path.output();
  }

  @Override
  public long macs() {
    return path.macs() + (shortcut == null ? 0 : shortcut.macs());
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new ResidualBlock(
        path.folded(target), shortcut == null ? null : shortcut.folded(target), activation);
  }
}
