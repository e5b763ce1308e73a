package io.stillhouse.training.network;

import org.jspecify.annotations.Nullable;

/**
 * The kernel and bias of a convolution that also does the work of the BatchNorm after it: scaled by
 * {@code s = scale / sqrt(variance + epsilon)}, shifted by {@code shift - mean * s}.
 */
record FoldedWeights(float[] weight, float[] bias) {

  static FoldedWeights of(
      Parameter kernel, @Nullable Parameter bias, BatchNormalisation normalisation) {
    float[] weight = kernel.array().toFloatArray();
    float[] scale = normalisation.scale().array().toFloatArray();
    float[] shift = normalisation.shift().array().toFloatArray();
    float[] mean = normalisation.runningMean().array().toFloatArray();
    float[] variance = normalisation.runningVariance().array().toFloatArray();
    float[] added = bias == null ? new float[scale.length] : bias.array().toFloatArray();
    float[] folded = new float[scale.length];
    int perOutput = weight.length / scale.length;
    for (int channel = 0; channel < scale.length; channel++) {
      double factor = scale[channel] / Math.sqrt(variance[channel] + BatchNormalisation.EPSILON);
      for (int i = channel * perOutput; i < (channel + 1) * perOutput; i++) {
        weight[i] = (float) (weight[i] * factor);
      }
      folded[channel] = (float) (shift[channel] + (added[channel] - mean[channel]) * factor);
    }
    return new FoldedWeights(weight, folded);
  }
}
