package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;
import java.util.List;

/** Layers one after the other; at least one. */
record Sequence(List<Layer> layers) implements Layer {

  Sequence {
    layers = List.copyOf(layers);
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray current = x;
    for (Layer layer : layers) {
      NDArray next = layer.forward(current, mode);
      if (current != x) {
        current.close();
      }
      current = next;
    }
    return current;
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    V current = x;
    for (Layer layer : layers) {
      current = layer.trace(current, sink);
    }
    return current;
  }

  @Override
  public FeatureShape output() {
    return layers.get(layers.size() - 1).output();
  }

  @Override
  public long macs() {
    return layers.stream().mapToLong(Layer::macs).sum();
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new Sequence(layers.stream().map(layer -> layer.folded(target)).toList());
  }
}
