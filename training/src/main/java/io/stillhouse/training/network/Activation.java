package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;

/** The non-linearity after a layer. */
enum Activation {
  NONE {
    @Override
    NDArray apply(NDArray x) {
      return x;
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return x;
    }
  },
  RELU {
    @Override
    NDArray apply(NDArray x) {
      NDArray y = ai.djl.nn.Activation.relu(x);
      x.close();
      return y;
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.relu(x);
    }
  },
  RELU6 {
    @Override
    NDArray apply(NDArray x) {
      NDArray y = x.clip(0, 6);
      x.close();
      return y;
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.relu6(x);
    }
  };

  /** Consumes {@code x}. */
  abstract NDArray apply(NDArray x);

  /** Tells the sink of it. */
  abstract <V> V trace(V x, OperationSink<V> sink);
}
