package io.stillhouse.steps.softlabelimport;

import io.stillhouse.training.data.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The logits of each predicted image of the dataset, by the image's number. */
final class Predictions {
  private static final int SHOWN_IDS = 10;

  private final ImageIds images;
  private final Conversion conversion;
  private final Defects defects;
  private final Map<Long, float[]> logits = new HashMap<>();
  private final Map<Long, Place> places = new HashMap<>();

  Predictions(ImageIds images, Conversion conversion, Defects defects) {
    this.images = images;
    this.conversion = conversion;
    this.defects = defects;
  }

  /**
   * Takes one row; what is wrong with it goes to the defects.
   *
   * @param values one a class, in the dataset's order; NaN where the file has no such class, which
   *     was noted already
   */
  void add(Place place, long id, double[] values) {
    Place first = places.putIfAbsent(id, place);
    if (first != null) {
      defects.add(place, "image %d has a row already, in %s".formatted(id, first));
      return;
    }
    if (!images.contains(id)) {
      defects.add(
          place,
          "the dataset has no image %d; its images by split: %s".formatted(id, images.summary()));
      return;
    }
    conversion.logits(place, values, defects).ifPresent(converted -> logits.put(id, converted));
  }

  /** Notes all images of a split that have no row. */
  void requireAll(Split split) {
    List<Long> missing = new ArrayList<>();
    for (int row = 0; row < split.size(); row++) {
      if (!places.containsKey(split.id(row))) {
        missing.add(split.id(row));
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      List<Long> shown = missing.subList(0, Math.min(SHOWN_IDS, missing.size()));
      defects.add(
          "%d of %d images of split '%s' have no row: %s%s"
              .formatted(
                  missing.size(),
                  split.size(),
                  split.name(),
                  String.join(", ", shown.stream().map(String::valueOf).toList()),
                  shown.size() < missing.size() ? ", ..." : ""));
    }
  }

  /** Whether any image of a split has a row. */
  boolean mention(Split split) {
    for (int row = 0; row < split.size(); row++) {
      if (places.containsKey(split.id(row))) {
        return true;
      }
    }
    return false;
  }

  /** The logits of an image that is known to be there. */
  float[] of(long id) {
    float[] found = logits.get(id);
    if (found == null) {
      throw new IllegalStateException("image " + id + " has no prediction");
    }
    return found;
  }
}
