package io.stillhouse.training.data;

/**
 * How training images vary: a crop of the image's own size out of the image padded on all sides,
 * and a horizontal mirror image half of the time.
 *
 * @param padding pixels added on each side, 0 .. 63
 * @param flip whether images are mirrored at random (not for digits)
 */
public record Augmentation(int padding, boolean flip) {
  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    // Stored views hold a crop offset of 0 .. 2 * padding in one signed byte.
    if (padding < 0 || padding > 63) {
      throw new IllegalArgumentException("padding %d is not in 0 .. 63".formatted(padding));
    }
  }

  /** The view that leaves an image as it is. */
  public View plainView() {
    return new View(padding, padding, false);
  }
}
