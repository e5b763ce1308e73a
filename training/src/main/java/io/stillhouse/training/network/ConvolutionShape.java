package io.stillhouse.training.network;

import ai.djl.ndarray.types.Shape;

/**
 * A square convolution padded so that stride 1 keeps the size.
 *
 * @param outputs number of output channels
 * @param kernel edge of the kernel in pixels, odd
 * @param stride 1 or 2
 * @param groups number of groups of channels that do not see each other
 */
record ConvolutionShape(int outputs, int kernel, int stride, int groups) {

  static ConvolutionShape of3x3(int outputs, int stride) {
    return new ConvolutionShape(outputs, 3, stride, 1);
  }

  static ConvolutionShape of7x7(int outputs, int stride) {
    return new ConvolutionShape(outputs, 7, stride, 1);
  }

  static ConvolutionShape of1x1(int outputs, int stride) {
    return new ConvolutionShape(outputs, 1, stride, 1);
  }

  static ConvolutionShape depthwise3x3(int channels, int stride) {
    return depthwise(channels, 3, stride);
  }

  static ConvolutionShape depthwise(int channels, int kernel, int stride) {
    return new ConvolutionShape(channels, kernel, stride, channels);
  }

  int padding() {
    return kernel / 2;
  }

  /**
   * Whether to drop the pixels a stride of 2 skips before a 1x1 convolution instead of within it.
   * With fewer input channels than a vector has lanes, oneDNN's gradient of the strided form writes
   * past its workspace on channels-last memory and crashes (uxlfoundation/oneDNN issue 6035).
   */
  boolean subsamplesFirst(FeatureShape input) {
    return kernel == 1 && stride == 2 && input.channels() / groups < 16;
  }

  FeatureShape output(FeatureShape input) {
    return new FeatureShape(
        outputs, (input.height() - 1) / stride + 1, (input.width() - 1) / stride + 1);
  }

  Shape weight(FeatureShape input) {
    return new Shape(outputs, input.channels() / groups, kernel, kernel);
  }

  long macs(FeatureShape input) {
    return output(input).positions() * weight(input).size();
  }
}
