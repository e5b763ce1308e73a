package io.stillhouse.steps.datasetprep.image;

/**
 * A decoded image.
 *
 * @param height pixels
 * @param width pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param data uint8 [height, width, channels]
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
public record Pixels(int height, int width, int channels, byte[] data) {
  public Pixels {
    if (data.length != height * width * channels) {
      throw new IllegalArgumentException(
          "%d bytes for %d x %d x %d".formatted(data.length, height, width, channels));
    }
  }
}
