package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;

/** The non-linearity after a layer. */
enum Activation {
  NONE {
    @Override
    NDArray apply(NDArray x) {
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
  },
  RELU6 {
    @Override
    NDArray apply(NDArray x) {
      NDArray y = x.clip(0, 6);
      x.close();
      return y;
    }
  };

  /** Consumes {@code x}. */
  abstract NDArray apply(NDArray x);
}
