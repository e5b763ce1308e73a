package io.stillhouse.training.network;

/**
 * What determines the arrays of a plain classifier.
 *
 * @param architecture {@code resnet8 ... resnet110}, {@code wrn-D-K}, {@code vgg8|11|13}, {@code
 *     mobilenetv2}; except for wrn a width multiplier may follow: {@code resnet8x0.5}; {@code
 *     densenet-D-K}, {@code densenet121|161}, {@code resnet18|34|50-imagenet}, {@code
 *     mobilenetv2-imagenet}, {@code shufflenetv2x0.5|1.0|1.5|2.0}, {@code efficientnet-b0}, {@code
 *     eeea-net-c2}
 * @param height of the images in pixels, at least 8
 * @param width of the images in pixels, at least 8
 * @param channels 1 (grey) or 3 (colour)
 * @param classes number of outputs, at least 1
 */
public record NetworkSpec(String architecture, int height, int width, int channels, int classes) {

  public NetworkSpec {
    if (height < 8 || width < 8) {
      throw new IllegalArgumentException(
          "images of " + height + " x " + width + " are too small: at least 8 x 8 is needed");
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "images have " + channels + " channels: only 1 (grey) and 3 (colour) are supported");
    }
    if (classes < 1) {
      throw new IllegalArgumentException(classes + " classes: at least 1 is needed");
    }
    Architecture.parse(architecture);
  }

  /** The shape of one image. */
  public FeatureShape image() {
    return new FeatureShape(channels, height, width);
  }
}
