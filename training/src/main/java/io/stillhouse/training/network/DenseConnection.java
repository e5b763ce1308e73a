package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;

/** An activation with what a path computes from it as further channels. */
record DenseConnection(Layer path, FeatureShape input) implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    try (NDArray computed = path.forward(x, mode)) {
      return x.concat(computed, 1);
    }
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    return sink.concatenate(x, path.trace(x, sink));
  }

  @Override
  public FeatureShape output() {
    return input.withChannels(input.channels() + path.output().channels());
  }

  @Override
  public long macs() {
    return path.macs();
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new DenseConnection(path.folded(target), input);
  }
}
