package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.graph.OperationSink;

/** A function of an activation, with its arrays bound. */
interface Layer {

  /** Returns a new activation owned by the manager of {@code x}; leaves {@code x} open. */
  NDArray forward(NDArray x, Mode mode);

  /** The shape of what {@link #forward} returns, for one image. */
  FeatureShape output();

  /** Multiply-accumulate operations for one image, in convolutions and linear layers. */
  long macs();

  /** Tells the sink what {@link #forward} does in {@link Mode#EVAL}; returns the sink's result. */
  <V> V trace(V x, OperationSink<V> sink);

  /**
   * A layer with its own copies of the arrays that does the same in {@link Mode#EVAL}, each
   * BatchNorm that follows a convolution merged into it.
   */
  Layer folded(LayerBuilder target);
}
