package io.stillhouse.training.data;

/**
 * The random views of a run: a pure function of (seed, image id, view number), so that every
 * teacher and the student see the same view under the same number.
 *
 * @param seed any number
 * @param augmentation how far views vary
 */
public record ViewSampler(long seed, Augmentation augmentation) {
  /** Keeps the views independent of other uses of the same seed. */
  private static final long STREAM = 0x7669657773L;

  /** The view of an image under a number, such as the epoch. */
  public View view(long id, long number) {
    long bits = new CounterRandom(seed ^ STREAM).bits(id, number);
    int offsets = 2 * augmentation.padding() + 1;
    // Bits 63..40 and 39..16 choose the offsets, bit 0 the mirror image.
    int dy = CounterRandom.scale((bits >>> 40) << 8, offsets);
    int dx = CounterRandom.scale(((bits >>> 16) & 0xFFFFFF) << 8, offsets);
    return new View(dy, dx, augmentation.flip() && (bits & 1) != 0);
  }

  /** The views of all images under one number. */
  public ViewSource number(long number) {
    return (row, id) -> view(id, number);
  }
}
