package io.stillhouse.training.explanation;

/**
 * How much each place of an image speaks for a class.
 *
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 * @param values row-major [height, width]; not copied
 */
public record SaliencyMap(int height, int width, float[] values) {
  public SaliencyMap {
    if (height < 1 || width < 1 || values.length != height * width) {
      throw new IllegalArgumentException(
          "%d values for a map of %d x %d".formatted(values.length, height, width));
    }
  }

  /** The same with zero where it speaks against the class. */
  public SaliencyMap rectified() {
    float[] rectified = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rectified[i] = Math.max(0, values[i]);
    }
    return new SaliencyMap(height, width, rectified);
  }

  /** The same divided by its largest value, so that this is 1; nothing changes where it is 0. */
  public SaliencyMap scaledToOne() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length && largest > 0; i++) {
      scaled[i] /= largest;
    }
    return new SaliencyMap(height, width, scaled);
  }

  /** The sum, place by place, of two maps of one size. */
  public SaliencyMap plus(SaliencyMap other) {
    if (other.height != height || other.width != width) {
      throw new IllegalArgumentException(
          "a map of %d x %d and one of %d x %d"
              .formatted(height, width, other.height, other.width));
    }
    float[] sum = new float[values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = values[i] + other.values[i];
    }
    return new SaliencyMap(height, width, sum);
  }

  /**
   * The map in another size, linear between the centres of its places and constant beyond the
   * outermost, as images are enlarged (PyTorch: bilinear, align_corners false).
   */
  public SaliencyMap resized(int newHeight, int newWidth) {
    float[] resized = new float[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      double fromY = centre(y, newHeight, height);
      int top = (int) fromY;
      int bottom = Math.min(top + 1, height - 1);
      double down = fromY - top;
      for (int x = 0; x < newWidth; x++) {
        double fromX = centre(x, newWidth, width);
        int left = (int) fromX;
        int right = Math.min(left + 1, width - 1);
        double across = fromX - left;
        double above = at(top, left) * (1 - across) + at(top, right) * across;
        double below = at(bottom, left) * (1 - across) + at(bottom, right) * across;
        resized[y * newWidth + x] = (float) (above * (1 - down) + below * down);
      }
    }
    return new SaliencyMap(newHeight, newWidth, resized);
  }

  /** The value at a place. */
  public float at(int row, int column) {
    return values[row * width + column];
  }

  private static double centre(int target, int targetSize, int sourceSize) {
    double source = (target + 0.5) * sourceSize / targetSize - 0.5;
    return Math.max(0, Math.min(sourceSize - 1, source));
  }
}
