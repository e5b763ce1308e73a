package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;

/** The mean over all positions, then a linear layer: [B,C,H,W] to [B, classes]. */
record PooledLinear(Parameter weight, Parameter bias) implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray pooled = Pool.globalAvgPool2d(x);
    NDArray logits = Linear.linear(pooled, weight.array(), bias.array()).head();
    pooled.close();
    return logits;
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
