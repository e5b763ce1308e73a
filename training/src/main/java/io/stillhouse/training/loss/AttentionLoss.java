package io.stillhouse.training.loss;

import ai.djl.ndarray.NDArray;

/**
 * Where a student looks, compared with where its teacher does (Zagoruyko and Komodakis, Paying More
 * Attention to Attention, ICLR 2017): the mean, over images and positions, of the squared
 * difference of two attention maps. A map is the sum of squares over the channels at each position,
 * brought to unit length over an image's positions; so student and teacher may differ in channels
 * and in scale. Where they differ in size, the larger map is reduced to the smaller by means.
 */
public final class AttentionLoss {
  /** Keeps a map of nothing but zeros from being divided by 0; as PyTorch's normalize has it. */
  private static final float SMALLEST_LENGTH = 1e-12f;

  private AttentionLoss() {}

  /**
   * The loss, a scalar.
   *
   * @param student activation [B,C,H,W]
   * @param teacher activation, any channels; no gradient flows into it
   */
  public static NDArray loss(NDArray student, NDArray teacher) {
    long height = Math.min(student.getShape().get(2), teacher.getShape().get(2));
    long width = Math.min(student.getShape().get(3), teacher.getShape().get(3));
    NDArray ours = map(student, height, width);
    try (NDArray theirs = map(teacher, height, width)) {
      Shapes.requireEqual("the student's map", ours, "the teacher's map", theirs);
      return ours.sub(theirs).square().mean();
    }
  }

  /** The attention map of each image, [B, height * width], of length 1. */
  private static NDArray map(NDArray activation, long height, long width) {
    NDArray squares = activation.square();
    // The mean instead of the sum: the length is taken out anyway, and smaller numbers are safer.
    NDArray attention = squares.mean(new int[] {1}, true);
    squares.close();
    NDArray flat =
        SpatialPooling.MEAN
            .to(attention, height, width)
            .reshape(activation.getShape().get(0), height * width);
    NDArray smallest = activation.getManager().create(SMALLEST_LENGTH * SMALLEST_LENGTH);
    // Bounded before the root, whose derivative at 0 is infinite.
    NDArray length = flat.square().sum(new int[] {1}, true).maximum(smallest).sqrt();
    return flat.div(length);
  }
}
