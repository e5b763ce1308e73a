package io.stillhouse.training.graph;

import java.util.Optional;

/**
 * Is told what a network computes at inference, operation after operation in an order in which each
 * only needs what came before. Activations are [B,C,H,W] unless something else is said.
 *
 * @param <V> what the sink calls an activation
 */
public interface OperationSink<V> {

  /**
   * A convolution.
   *
   * @param weight [outputs, inputs / groups, kernel, kernel]
   * @param bias [outputs]; empty: none
   * @param groups number of groups of channels that do not see each other
   */
  V convolution(V x, Tensor weight, Optional<Tensor> bias, Window window, int groups);

  /** {@code (x - mean) / sqrt(variance + epsilon) * scale + shift}, each one value a channel. */
  V normalisation(V x, Normalisation normalisation);

  /** {@code max(x, 0)}. */
  V relu(V x);

  /** {@code min(max(x, 0), 6)}. */
  V relu6(V x);

  /** {@code 1 / (1 + exp(-x))}. */
  V sigmoid(V x);

  /** {@code x * sigmoid(x)}. */
  V silu(V x);

  /** {@code min(max(x + 3, 0), 6) / 6}. */
  V hardSigmoid(V x);

  /** {@code x * hardSigmoid(x)}. */
  V hardSwish(V x);

  /** The sum of two activations of the same shape. */
  V add(V first, V second);

  /**
   * Each channel of each image times a factor of its own.
   *
   * @param factors [B,C,1,1]
   */
  V scale(V x, V factors);

  /** The maximum of each window; windows that do not fit are dropped. */
  V maxPool(V x, Window window);

  /** The mean of each window; windows that do not fit are dropped. */
  V averagePool(V x, Window window);

  /** The channels of the first activation, then those of the second. */
  V concatenate(V first, V second);

  /** The channels {@code from} to {@code to - 1}. */
  V channels(V x, int from, int to);

  /**
   * Channel i of the first activation as channel 2i, that of the second as channel 2i + 1.
   *
   * @param channels of each of the two
   */
  V interleave(V first, V second, int channels);

  /**
   * {@code rows x columns} for each image and channel.
   *
   * @param rows [height of the result, H]
   * @param columns [W, width of the result]
   */
  V resample(V x, Tensor rows, Tensor columns);

  /** The mean over all positions, which stay axes: [B,C,1,1]. */
  V globalMean(V x);

  /** The mean over all positions: [B,C]. */
  V meanOverPositions(V x);

  /**
   * {@code x weight^T + bias}, [B, outputs] of [B, inputs].
   *
   * @param weight [outputs, inputs]
   * @param bias [outputs]
   */
  V linear(V x, Tensor weight, Tensor bias);
}
