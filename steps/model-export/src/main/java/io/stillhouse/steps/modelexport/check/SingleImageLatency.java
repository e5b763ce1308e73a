package io.stillhouse.steps.modelexport.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The time from one image in memory to its logits in Java's hands, on one thread, after a warm-up.
 *
 * @param medianSeconds half of the passes took no longer
 * @param p99Seconds 99 of 100 passes took no longer
 * @param passes how many were timed
 */
public record SingleImageLatency(double medianSeconds, double p99Seconds, int passes) {
  private static final int WARM_UP_PASSES = 30;

  /** One forward pass of the image of a row; returns the nanoseconds that count. */
  @FunctionalInterface
  private interface TimedPass {
    long run(int row);
  }

  /**
   * Of the exported file in ONNX Runtime: image as pixel / 255, normalisation within.
   *
   * @param passes how many to time, 1 or more
   */
  public static SingleImageLatency ofFile(Path file, Split split, int passes) {
    try (OnnxSession session = OnnxSession.open(file, 1)) {
      RawImages images = new RawImages(split, 1);
      return measure(
          split,
          passes,
          row -> {
            FloatBuffer image = images.of(row, row + 1);
            long[] shape = images.shape(1);
            long start = System.nanoTime();
            session.logits(image, shape);
            return System.nanoTime() - start;
          });
    }
  }

  /**
   * Of the network in DJL: image normalised already; of several branches, all their logits.
   *
   * @param folded the network, BatchNorm folded
   * @param passes how many to time, 1 or more
   */
  public static SingleImageLatency ofNetwork(
      Network folded, Split split, NDManager manager, int passes) {
    ImageBatches images = new ImageBatches(split, Augmentation.NONE, 1);
    int[] rows = split.rows();
    try (InferenceThread ignored = InferenceThread.enter()) {
      return measure(
          split,
          passes,
          row -> {
            try (NDManager step = manager.newSubManager()) {
              NDArray image = images.plain(step, rows, row, row + 1);
              long start = System.nanoTime();
              folded.branchLogits(image, Mode.EVAL).forEach(NDArray::toFloatArray);
              return System.nanoTime() - start;
            }
          });
    }
  }

  private static SingleImageLatency measure(Split split, int passes, TimedPass pass) {
    long[] nanoseconds = new long[passes];
    for (int i = -WARM_UP_PASSES; i < passes; i++) {
      long elapsed = pass.run(Math.floorMod(i, split.size()));
      if (i >= 0) {
        nanoseconds[i] = elapsed;
      }
    }
    Arrays.sort(nanoseconds);
    return new SingleImageLatency(
        percentile(nanoseconds, 50) * 1e-9, percentile(nanoseconds, 99) * 1e-9, passes);
  }

  /** The smallest value that at least so many percent of the sorted values do not exceed. */
  private static long percentile(long[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }
}
