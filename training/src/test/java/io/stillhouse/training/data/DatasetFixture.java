package io.stillhouse.training.data;

import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small dataset of random pixels in two shards of 3 and 2 images. */
final class DatasetFixture {
  static final int HEIGHT = 5;
  static final int WIDTH = 4;

  private DatasetFixture() {}

  static ImageDataset write(Path directory, int channels) throws IOException {
    Random random = new Random(7);
    for (int shard = 0; shard < 2; shard++) {
      int count = 3 - shard;
      byte[] images = new byte[count * HEIGHT * WIDTH * channels];
      random.nextBytes(images);
      long[] labels = new long[count];
      long[] ids = new long[count];
      for (int i = 0; i < count; i++) {
        labels[i] = i % 2;
        ids[i] = 100L * shard + i;
      }
      new TensorFileWriter()
          .addBytes("images", images, count, HEIGHT, WIDTH, channels)
          .addLongs("labels", labels, count)
          .addLongs("ids", ids, count)
          .write(directory.resolve("train-0000" + shard + ".safetensors"));
    }
    SplitInfo train =
        new SplitInfo(
            5,
            List.of(3, 2),
            List.of(
                new ShardInfo("train-00000.safetensors", 3),
                new ShardInfo("train-00001.safetensors", 2)));
    SplitInfo validation = new SplitInfo(0, List.of(0, 0), List.of());
    DatasetInfo info =
        new DatasetInfo(
            "fixture",
            Task.MULTICLASS,
            List.of("cat", "dog"),
            HEIGHT,
            WIDTH,
            channels,
            Map.of("train", train, "validation", validation),
            channels == 1 ? List.of(0.25) : List.of(0.25, 0.5, 0.75),
            channels == 1 ? List.of(0.5) : List.of(0.5, 1.0, 2.0));
    DatasetJson.write(info, directory);
    return ImageDataset.open(directory);
  }
}
