package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;
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
  },
  SIGMOID {
    @Override
    NDArray apply(NDArray x) {
      NDArray y = ai.djl.nn.Activation.sigmoid(x);
      x.close();
      return y;
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.sigmoid(x);
    }
  },
  SILU {
    @Override
    NDArray apply(NDArray x) {
      return product(x, ai.djl.nn.Activation.sigmoid(x));
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.silu(x);
    }
  },
  HARD_SIGMOID {
    @Override
    NDArray apply(NDArray x) {
      NDArray y = hardSigmoid(x);
      x.close();
      return y;
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.hardSigmoid(x);
    }
  },
  HARD_SWISH {
    @Override
    NDArray apply(NDArray x) {
      return product(x, hardSigmoid(x));
    }

    @Override
    <V> V trace(V x, OperationSink<V> sink) {
      return sink.hardSwish(x);
    }
  };

  /** Consumes both. */
  private static NDArray product(NDArray x, NDArray gate) {
    NDArray y = x.mul(gate);
    gate.close();
    x.close();
    return y;
  }

  private static NDArray hardSigmoid(NDArray x) {
    try (NDArray shifted = x.add(3);
        NDArray clipped = shifted.clip(0, 6)) {
      return Scaling.divide(clipped, 6);
    }
  }

  /** Consumes {@code x}. */
  abstract NDArray apply(NDArray x);

  /** Tells the sink of it. */
  abstract <V> V trace(V x, OperationSink<V> sink);
}
