package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;
import org.jspecify.annotations.Nullable;

/**
 * A residual block that normalises before it convolves (He et al., Identity Mappings in Deep
 * Residual Networks, 2016). A projection, where there is one, sees the normalised input as well;
 * otherwise the shortcut is the identity. The path must end in a convolution: the sum overwrites
 * its result.
 */
record PreActivationBlock(BatchNormalisation first, Layer path, @Nullable Layer projection)
    implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray activated = first.forward(x, mode);
    NDArray sum = path.forward(activated, mode);
    if (projection == null) {
      sum.addi(x);
    } else {
      NDArray projected = projection.forward(activated, mode);
      sum.addi(projected);
      projected.close();
    }
    activated.close();
    return sum;
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    V activated = first.trace(x, sink);
    V computed = path.trace(activated, sink);
    return sink.add(computed, projection == null ? x : projection.trace(activated, sink));
  }

  @Override
  public FeatureShape output() {
    return path.output();
  }

  @Override
  public long macs() {
    return path.macs() + (projection == null ? 0 : projection.macs());
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new PreActivationBlock(
        first.folded(target),
        path.folded(target),
        projection == null ? null : projection.folded(target));
  }
}
