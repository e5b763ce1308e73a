package io.stillhouse.server.artifacts.preview;

import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each model of an evaluation answered to each image, as {@code predictions.safetensors} has
 * it.
 */
final class Predictions {
  /** The file's name in a Metrics artifact. */
  static final String FILE = "predictions.safetensors";

  private static final String LOGITS = "logits/";

  private final long[] ids;
  private final boolean[][] positive;
  private final int[] labels;
  private final int classes;
  private final Map<String, double[][]> logits;

  private Predictions(
      long[] ids, boolean[][] positive, int[] labels, int classes, Map<String, double[][]> logits) {
    this.ids = ids;
    this.positive = positive;
    this.labels = labels;
    this.classes = classes;
    this.logits = logits;
  }

  /** The predictions of an evaluation; empty if it kept none. */
  static Optional<Predictions> of(ArtifactFolder metrics) throws IOException {
    if (!metrics.has(FILE)) {
      return Optional.empty();
    }
    TensorFileReader file = TensorFileReader.open(metrics.local(FILE));
    int images = Math.toIntExact(file.info("ids").elements());
    ByteBuffer idBytes = file.bytes("ids").order(ByteOrder.LITTLE_ENDIAN);
    long[] ids = new long[images];
    for (int i = 0; i < images; i++) {
      ids[i] = idBytes.getLong(i * Long.BYTES);
    }
    Map<String, double[][]> logits = new LinkedHashMap<>();
    int classes = 0;
    for (String name : file.names()) {
      if (name.startsWith(LOGITS)) {
        Numbers numbers = Numbers.of(file, name);
        classes = numbers.dimension(1).orElse(1);
        double[][] rows = new double[images][classes];
        for (int i = 0; i < images; i++) {
          for (int j = 0; j < classes; j++) {
            rows[i][j] = numbers.get(i * classes + j);
          }
        }
        logits.put(name.substring(LOGITS.length()), rows);
      }
    }
    boolean oneLabel = file.info("labels").type() == ElementType.INT64;
    ByteBuffer labelBytes = file.bytes("labels").order(ByteOrder.LITTLE_ENDIAN);
    boolean[][] positive = new boolean[images][classes];
    int[] labels = new int[oneLabel ? images : 0];
    for (int i = 0; i < images; i++) {
      if (oneLabel) {
        labels[i] = Math.toIntExact(labelBytes.getLong(i * Long.BYTES));
        positive[i][labels[i]] = true;
      } else {
        for (int j = 0; j < classes; j++) {
          positive[i][j] = labelBytes.get(i * classes + j) != 0;
        }
      }
    }
    return Optional.of(new Predictions(ids, positive, labels, classes, logits));
  }

  int images() {
    return ids.length;
  }

  long id(int image) {
    return ids[image];
  }

  int classes() {
    return classes;
  }

  /** Whether each image has one label. */
  boolean hasOneLabel() {
    return labels.length == ids.length && ids.length > 0;
  }

  int label(int image) {
    return labels[image];
  }

  boolean isPositive(int image, int classNumber) {
    return positive[image][classNumber];
  }

  Iterable<String> models() {
    return logits.keySet();
  }

  boolean has(String model) {
    return logits.containsKey(model);
  }

  double[] logits(String model, int image) {
    double[][] rows = logits.get(model);
    if (rows == null) {
      throw new IllegalArgumentException("there are no predictions of '" + model + "'");
    }
    return rows[image];
  }

  /** The class that a model says. */
  int prediction(String model, int image) {
    return largest(logits(model, image));
  }

  static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
