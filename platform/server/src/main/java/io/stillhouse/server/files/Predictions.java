package io.stillhouse.server.files;

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
public final class Predictions {
  /** The file's name in a Metrics artifact. */
  public static final String FILE = "predictions.safetensors";

  private static final String LOGITS = "logits/";
  private static final String GROUPS = "groups";

  private final long[] ids;
  private final Optional<long[]> groups;
  private final boolean[][] positive;
  private final int[] labels;
  private final int classes;
  private final Map<String, double[][]> logits;

  private Predictions(
      long[] ids,
      Optional<long[]> groups,
      boolean[][] positive,
      int[] labels,
      int classes,
      Map<String, double[][]> logits) {
    this.ids = ids;
    this.groups = groups;
    this.positive = positive;
    this.labels = labels;
    this.classes = classes;
    this.logits = logits;
  }

  /** The predictions of an evaluation; empty if it kept none. */
  public static Optional<Predictions> of(ArtifactFolder metrics) throws IOException {
    if (!metrics.has(FILE)) {
      return Optional.empty();
    }
    TensorFileReader file = TensorFileReader.open(metrics.local(FILE));
    int images = Math.toIntExact(file.info("ids").elements());
    long[] ids = longs(file, "ids", images);
    Optional<long[]> groups =
        file.names().contains(GROUPS) ? Optional.of(longs(file, GROUPS, images)) : Optional.empty();
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
    return Optional.of(new Predictions(ids, groups, positive, labels, classes, logits));
  }

  private static long[] longs(TensorFileReader file, String tensor, int count) {
    ByteBuffer bytes = file.bytes(tensor).order(ByteOrder.LITTLE_ENDIAN);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getLong(i * Long.BYTES);
    }
    return values;
  }

  /** How many images there are. */
  public int images() {
    return ids.length;
  }

  /** The number of an image in its dataset. */
  public long id(int image) {
    return ids[image];
  }

  /** The numbers of all images, in the order of the split. */
  public long[] ids() {
    return ids.clone();
  }

  /** The group (the patient) of each image; empty where images are independent of one another. */
  public Optional<long[]> groups() {
    return groups.map(long[]::clone);
  }

  /** How many classes there are. */
  public int classes() {
    return classes;
  }

  /** Whether each image has one label. */
  public boolean hasOneLabel() {
    return labels.length == ids.length && ids.length > 0;
  }

  /** The label of an image that has one. */
  public int label(int image) {
    return labels[image];
  }

  /** Whether an image has a class as its label, or among its labels. */
  public boolean isPositive(int image, int classNumber) {
    return positive[image][classNumber];
  }

  /** The models that answered. */
  public Iterable<String> models() {
    return logits.keySet();
  }

  /** Whether a model answered. */
  public boolean has(String model) {
    return logits.containsKey(model);
  }

  /** What a model answered to an image, a number for each class. */
  public double[] logits(String model, int image) {
    double[][] rows = logits.get(model);
    if (rows == null) {
      throw new IllegalArgumentException("there are no predictions of '" + model + "'");
    }
    return rows[image];
  }

  /** The class that a model says. */
  public int prediction(String model, int image) {
    return largest(logits(model, image));
  }

  /** The position of the largest value, the first of equal ones. */
  public static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
