package io.stillhouse.steps.modelexport.check;

import io.stillhouse.training.data.Split;
import io.stillhouse.training.metrics.Logits;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/**
 * How far an exported file's logits are from those of the trained network, over a whole split.
 *
 * @param runtime version of ONNX Runtime
 * @param split the split's name
 * @param images how many there are
 * @param largestDifference of two logits, 0 or more; infinite when one is not finite
 * @param meanDifference of all logits, 0 or more
 * @param otherAnswers images whose largest logit is another class's
 */
public record Agreement(
    String runtime,
    String split,
    int images,
    double largestDifference,
    double meanDifference,
    int otherAnswers) {
  private static final int BATCH = 100;

  /**
   * Runs the file on every image, in batches of which the last may be smaller.
   *
   * @param trained the network's logits, row-major [images, classes]
   * @param threads that the runtime may use
   * @param imagesDone told after each batch how many images it had
   */
  public static Agreement of(
      Path file, Split split, float[] trained, int threads, IntConsumer imagesDone) {
    float[] exported = new float[trained.length];
    String version;
    try (OnnxSession session = OnnxSession.open(file, threads)) {
      version = session.version();
      RawImages images = new RawImages(split, BATCH);
      int classes = split.dataset().classes().size();
      for (int from = 0; from < split.size(); from += BATCH) {
        int to = Math.min(split.size(), from + BATCH);
        float[] logits = session.logits(images.of(from, to), images.shape(to - from));
        if (logits.length != (to - from) * classes) {
          throw new IllegalStateException(
              "ONNX Runtime gave %d logits for %d images of %d classes"
                  .formatted(logits.length, to - from, classes));
        }
        System.arraycopy(logits, 0, exported, from * classes, logits.length);
        imagesDone.accept(to - from);
      }
    }
    return of(version, split, trained, exported);
  }

  private static Agreement of(String version, Split split, float[] trained, float[] exported) {
    double largest = 0;
    double sum = 0;
    for (int i = 0; i < trained.length; i++) {
      double difference = Math.abs((double) trained[i] - exported[i]);
      // NaN on either side must not pass for agreement.
      largest = Math.max(largest, Double.isFinite(difference) ? difference : Double.MAX_VALUE);
      sum += difference;
    }
    int classes = split.dataset().classes().size();
    int[] answers = new Logits(exported, classes).predictions();
    int[] expected = new Logits(trained, classes).predictions();
    int others = 0;
    for (int row = 0; row < answers.length; row++) {
      others += answers[row] == expected[row] ? 0 : 1;
    }
    return new Agreement(
        version, split.name(), split.size(), largest, sum / trained.length, others);
  }
}
