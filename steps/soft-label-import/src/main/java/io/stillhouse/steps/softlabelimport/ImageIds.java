package io.stillhouse.steps.softlabelimport;

import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which split an image's number belongs to. */
final class ImageIds {
  private final Map<Long, String> splits = new HashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  ImageIds(ImageDataset dataset) {
    for (String name : dataset.info().splits().keySet()) {
      dataset.findSplit(name).ifPresent(this::add);
    }
  }

  private void add(Split split) {
    for (int row = 0; row < split.size(); row++) {
      splits.put(split.id(row), split.name());
    }
    sizes.put(split.name(), split.size());
  }

  boolean contains(long id) {
    return splits.containsKey(id);
  }

  /** How many images each split has: {@code train 7,200, test 2,000}. */
  String summary() {
    StringBuilder text = new StringBuilder();
    sizes.forEach(
        (name, size) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(size));
    return text.toString();
  }
}
