package io.stillhouse.training.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code dataset.json} says of a prepared dataset.
 *
 * @param name its name
 * @param task what its labels say
 * @param classes names of the classes, in the order of the label's numbers
 * @param height pixels
 * @param width pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param splits by name: train, validation, test
 * @param mean of pixel/255 over the train split, one a channel
 * @param standardDeviation of the same, one a channel, positive
 */
public record DatasetInfo(
    String name,
    Task task,
    List<String> classes,
    int height,
    int width,
    int channels,
    Map<String, SplitInfo> splits,
    List<Double> mean,
    List<Double> standardDeviation) {
  /** Name of the file in a Dataset artifact. */
  public static final String FILE_NAME = "dataset.json";

  public static final String TRAIN = "train";
  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  public DatasetInfo {
    classes = List.copyOf(classes);
    splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classes is empty");
    }
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "an image of %d x %d pixels and %d channels is not possible"
              .formatted(height, width, channels));
    }
    if (mean.size() != channels || standardDeviation.size() != channels) {
      throw new IllegalArgumentException(
          "mean and standardDeviation need one number for each of %d channels".formatted(channels));
    }
    for (double deviation : standardDeviation) {
      if (!(deviation > 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException("standardDeviation must be positive");
      }
    }
    for (Map.Entry<String, SplitInfo> split : splits.entrySet()) {
      if (split.getValue().classCounts().size() != classes.size()) {
        throw new IllegalArgumentException(
            "classCounts of split '%s' has %d numbers for %d classes"
                .formatted(split.getKey(), split.getValue().classCounts().size(), classes.size()));
      }
    }
  }

  /** Bytes of one image. */
  public int imageBytes() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }
}
