package io.stillhouse.training.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The deletion game (Petsiuk et al., RISE, BMVC 2018): pixels are deleted in an order, step by
 * step, and what is left of the class's probability is watched. The sooner it falls, the more those
 * pixels mattered to the model: that measures a map without anybody's opinion of where one should
 * look.
 *
 * @param steps deletions until nothing is left, 1 or more
 */
public record DeletionGame(int steps) {
  public DeletionGame {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ", not 1 or more");
    }
  }

  /**
   * One deletion.
   *
   * @param left share of the first probability, 0 or more, after 0, 1, ... steps deletions
   */
  public record Curve(double[] left) {
    /** The area under the curve by trapezoids over the deleted share: smaller is better. */
    public double area() {
      double area = 0;
      for (int i = 1; i < left.length; i++) {
        area += (left[i - 1] + left[i]) / 2;
      }
      return area / (left.length - 1);
    }
  }

  /**
   * The images of a game: at step 0 the image, at the last one nothing but the value of deleted
   * pixels, zero.
   *
   * @param pixels normalised, row-major [height, width, channels]: zero is the dataset's mean
   * @param order the pixels, those that are deleted first at the beginning
   * @return [steps + 1, height, width, channels]
   */
  public float[] images(float[] pixels, int[] order) {
    int channels = pixels.length / order.length;
    float[] images = new float[(steps + 1) * pixels.length];
    for (int step = 0; step <= steps; step++) {
      int start = step * pixels.length;
      System.arraycopy(pixels, 0, images, start, pixels.length);
      int deleted = (int) Math.round((double) step * order.length / steps);
      for (int i = 0; i < deleted; i++) {
        int at = start + order[i] * channels;
        Arrays.fill(images, at, at + channels, 0);
      }
    }
    return images;
  }

  /** The curve of the probabilities that a model gave the images. */
  public Curve curve(double[] probabilities) {
    if (probabilities.length != steps + 1) {
      throw new IllegalArgumentException(
          "%d probabilities for %d steps".formatted(probabilities.length, steps));
    }
    double[] left = new double[probabilities.length];
    Arrays.setAll(left, step -> probabilities[step] / probabilities[0]);
    return new Curve(left);
  }

  /** A map's pixels, those with the largest value first; equal ones in a random order. */
  public static int[] order(SaliencyMap map, long seed) {
    int[] shuffled = randomOrder(map.values().length, seed);
    return Arrays.stream(shuffled)
        .boxed()
        .sorted(Comparator.comparingDouble(pixel -> -map.values()[pixel]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The control: pixels in a random order. */
  public static int[] randomOrder(int pixels, long seed) {
    int[] order = IntStream.range(0, pixels).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  /** The mean of several curves, step by step. */
  public static Curve mean(List<Curve> curves) {
    List<double[]> all = new ArrayList<>();
    curves.forEach(curve -> all.add(curve.left()));
    double[] mean = new double[all.get(0).length];
    Arrays.setAll(
        mean, step -> all.stream().mapToDouble(left -> left[step]).average().orElse(Double.NaN));
    return new Curve(mean);
  }
}
