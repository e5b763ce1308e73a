package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.stillhouse.training.graph.OperationSink;
import org.jspecify.annotations.Nullable;

/**
 * The unit of ShuffleNetV2: two halves of channels, then both shuffled into each other (channel 2i
 * is channel i of the first half, 2i + 1 that of the second).
 *
 * <p>Without a {@code first} path the halves are those of the input, the first one unchanged; with
 * one, both paths see the whole input.
 *
 * @param second gives as many channels as the other half has
 */
record ShuffledHalves(@Nullable Layer first, Layer second) implements Layer {

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    if (first != null) {
      try (NDArray left = first.forward(x, mode);
          NDArray right = second.forward(x, mode)) {
        return shuffled(left, right);
      }
    }
    NDList halves = x.split(2, 1);
    try (NDArray left = halves.get(0);
        NDArray half = halves.get(1);
        NDArray right = second.forward(half, mode)) {
      return shuffled(left, right);
    }
  }

  /** Pairs the channels where they are the innermost axis, which keeps the memory channels-last. */
  private static NDArray shuffled(NDArray left, NDArray right) {
    long batch = left.getShape().get(0);
    long channels = left.getShape().get(1);
    long height = left.getShape().get(2);
    long width = left.getShape().get(3);
    try (NDArray first = left.transpose(0, 2, 3, 1);
        NDArray second = right.transpose(0, 2, 3, 1);
        NDArray pairs = NDArrays.stack(new NDList(first, second), 4);
        NDArray flat = pairs.reshape(batch, height, width, 2 * channels)) {
      return flat.transpose(0, 3, 1, 2);
    }
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    int half = second.output().channels();
    V left = first == null ? sink.channels(x, 0, half) : first.trace(x, sink);
    V right = second.trace(first == null ? sink.channels(x, half, 2 * half) : x, sink);
    return sink.interleave(left, right, half);
  }

  @Override
  public FeatureShape output() {
    FeatureShape half = second.output();
    return half.withChannels(2 * half.channels());
  }

  @Override
  public long macs() {
    return second.macs() + (first == null ? 0 : first.macs());
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return new ShuffledHalves(first == null ? null : first.folded(target), second.folded(target));
  }
}
