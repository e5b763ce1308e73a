package io.stillhouse.training.network;

/**
 * The shape of one image's activation.
 *
 * @param channels at least 1
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record FeatureShape(int channels, int height, int width) {

  public FeatureShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an activation of " + channels + " channels, " + height + " x " + width + " is empty");
    }
  }

  FeatureShape withChannels(int count) {
    return new FeatureShape(count, height, width);
  }

  long positions() {
    return (long) height * width;
  }
}
