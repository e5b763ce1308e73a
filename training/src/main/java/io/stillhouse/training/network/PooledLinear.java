package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.stillhouse.training.graph.OperationSink;

/**
 * The mean over all positions, then a linear layer: [B,C,H,W] to [B, classes].
 *
 * <p>Pooled by a window as large as the image: unlike the engine's global pooling, its gradient
 * keeps the channels-last layout.
 */
record PooledLinear(Parameter weight, Parameter bias) implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    Shape whole = new Shape(x.getShape().get(2), x.getShape().get(3));
    NDArray mean = Pool.avgPool2d(x, whole, whole, new Shape(0, 0), false, true);
    NDArray pooled = mean.reshape(x.getShape().get(0), x.getShape().get(1));
    mean.close();
    NDArray logits = Linear.linear(pooled, weight.array(), bias.array()).head();
    pooled.close();
    return logits;
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.linear(sink.meanOverPositions(x), weight.tensor(), bias.tensor());
  }

  @Override
  public FeatureShape output() {
    return new FeatureShape((int) bias.array().size(), 1, 1);
  }

  @Override
  public long macs() {
    return weight.array().size();
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new PooledLinear(target.copy(weight), target.copy(bias));
  }
}
