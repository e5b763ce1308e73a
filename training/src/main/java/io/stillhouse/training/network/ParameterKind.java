package io.stillhouse.training.network;

/** What role an array of a network plays; decides about gradients and weight decay. */
public enum ParameterKind {
  /** The kernel of a convolution or the matrix of a linear layer. */
  WEIGHT,
  /** An additive bias of a convolution or a linear layer. */
  BIAS,
  /** The scale or shift of a BatchNorm. */
  NORM,
  /** A running statistic of a BatchNorm: saved with the network, never trained. */
  BUFFER
}
