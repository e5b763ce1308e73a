package io.stillhouse.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A prepared dataset, its shards mapped into memory. Safe for use by several threads. */
public final class ImageDataset {
  private final Path directory;
  private final DatasetInfo info;
  private final Map<String, Split> splits;

  private ImageDataset(Path directory, DatasetInfo info, Map<String, Split> splits) {
    this.directory = directory;
    this.info = info;
    this.splits = splits;
  }

  /**
   * Opens the dataset in a folder.
   *
   * @throws IOException naming the file when the description or a shard is missing or not sound
   */
  public static ImageDataset open(Path directory) throws IOException {
    DatasetInfo info = DatasetJson.read(directory);
    Map<String, Split> splits = new LinkedHashMap<>();
    for (Map.Entry<String, SplitInfo> split : info.splits().entrySet()) {
      splits.put(split.getKey(), Split.open(directory, split.getKey(), info, split.getValue()));
    }
    return new ImageDataset(directory, info, splits);
  }

  public Path directory() {
    return directory;
  }

  public DatasetInfo info() {
    return info;
  }

  /** A split, empty when the dataset lacks it or it has no images. */
  public Optional<Split> findSplit(String name) {
    return Optional.ofNullable(splits.get(name)).filter(split -> split.size() > 0);
  }

  /**
   * A split that must be there.
   *
   * @throws IllegalArgumentException when the dataset lacks it or it has no images
   */
  public Split split(String name) {
    return findSplit(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset '%s' has no images in split '%s'; it has %s"
                        .formatted(info.name(), name, splits.keySet())));
  }
}
