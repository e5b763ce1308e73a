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

  /** The sum of two activations of the same shape. */
  V add(V first, V second);

  /** The maximum of each window; windows that do not fit are dropped. */
  V maxPool(V x, Window window);

  /** The mean of each window; windows that do not fit are dropped. */
  V averagePool(V x, Window window);

  /** The channels of the first activation, then those of the second. */
  V concatenate(V first, V second);

  /**
   * {@code rows x columns} for each image and channel.
   *
   * @param rows [height of the result, H]
   * @param columns [W, width of the result]
   */
  V resample(V x, Tensor rows, Tensor columns);

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
