package io.stillhouse.training.graph;

/**
 * The square that a convolution or pooling sees at once, and how it moves.
 *
 * @param kernel edge in pixels, 1 or more
 * @param stride pixels from one position to the next, 1 or more
 * @param padding zeros (for a maximum: nothing) on each side, 0 or more
 */
public record Window(int kernel, int stride, int padding) {

  public Window {
    if (kernel < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "a window of %d pixels, stride %d and padding %d is impossible"
              .formatted(kernel, stride, padding));
    }
  }
}
