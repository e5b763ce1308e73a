package io.stillhouse.steps.evaluation.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Scorer;
import io.stillhouse.v1.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Times forward passes of single images on one thread: warm, with batch normalisation folded, the
 * image already an array, until all branches' logits are in Java's hands.
 */
public final class LatencyProbe {
  private static final int WARM_UP_PASSES = 30;

  private final Split split;

  /** Takes its images from a split. */
  public LatencyProbe(Split split) {
    this.split = split;
  }

  /**
   * Times a model.
   *
   * @param model folder of the model
   * @param passes how many passes to time, 1 or more
   */
  public Latency measure(Path model, int passes) throws IOException {
    long[] nanoseconds = new long[passes];
    try (InferenceThread ignored = InferenceThread.enter();
        NDManager manager = NDManager.newBaseManager();
        Scorer network = ModelFolder.scorer(model, manager)) {
      ImageBatches images = new ImageBatches(split, Augmentation.NONE, 1);
      int[] rows = split.rows();
      for (int pass = -WARM_UP_PASSES; pass < passes; pass++) {
        int row = Math.floorMod(pass, rows.length);
        try (NDManager step = manager.newSubManager()) {
          NDArray image = images.plain(step, rows, row, row + 1);
          long start = System.nanoTime();
          List<NDArray> logits = network.scores(image);
          logits.forEach(NDArray::toFloatArray);
          if (pass >= 0) {
            nanoseconds[pass] = System.nanoTime() - start;
          }
        }
      }
    }
    Arrays.sort(nanoseconds);
    return Latency.newBuilder()
        .setP50Seconds(percentile(nanoseconds, 50) * 1e-9)
        .setP99Seconds(percentile(nanoseconds, 99) * 1e-9)
        .setPasses(passes)
        .build();
  }

  /** The smallest value that at least so many percent of the sorted values do not exceed. */
  static long percentile(long[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }
}
