package io.stillhouse.training.data;

/**
 * One way to look at an image.
 *
 * @param dy crop offset from the top of the padded image: 0 .. 2 * padding; padding is the centre
 * @param dx crop offset from its left edge, likewise
 * @param flip whether the crop is mirrored left to right
 */
public record View(int dy, int dx, boolean flip) {}
