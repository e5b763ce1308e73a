package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import io.stillhouse.training.graph.Normalisation;
import io.stillhouse.training.graph.OperationSink;

/** BatchNorm over the channels, with PyTorch's defaults (momentum 0.1, epsilon 1e-5). */
record BatchNormalisation(
    Parameter scale,
    Parameter shift,
    Parameter runningMean,
    Parameter runningVariance,
    Activation activation,
    FeatureShape output)
    implements Layer {

  static final float EPSILON = 1e-5f;

  /** The share of the old running statistics that a step keeps: PyTorch calls 1 - this momentum. */
  private static final float KEPT = 0.9f;

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDArray normalised =
        BatchNorm.batchNorm(
                x,
                runningMean.array(),
                runningVariance.array(),
                scale.array(),
                shift.array(),
                1,
                KEPT,
                EPSILON,
                mode == Mode.TRAIN)
            .head();
    return activation.apply(normalised);
  }

  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    Normalisation normalisation =
        new Normalisation(
            scale.tensor(),
            shift.tensor(),
            runningMean.tensor(),
            runningVariance.tensor(),
            EPSILON);
    return activation.trace(sink.normalisation(x, normalisation), sink);
  }

  @Override
  public long macs() {
    return 0;
  }

  @Override
  public BatchNormalisation folded(LayerBuilder target) {
    return new BatchNormalisation(
        target.copy(scale),
        target.copy(shift),
        target.copy(runningMean),
        target.copy(runningVariance),
        activation,
        output);
  }
}
