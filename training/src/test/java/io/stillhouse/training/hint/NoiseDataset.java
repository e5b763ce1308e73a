package io.stillhouse.training.hint;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A Dataset artifact of 8 x 8 images of noise, for tests of what must not change. */
public final class NoiseDataset {
  private NoiseDataset() {}

  public static void write(Path directory, int count) throws IOException {
    byte[] pixels = new byte[count * 64];
    new Random(1).nextBytes(pixels);
    new TensorFileWriter()
        .addBytes("images", pixels, count, 8, 8, 1)
        .addLongs("labels", IntStream.range(0, count).mapToLong(i -> i % 2).toArray(), count)
        .addLongs("ids", IntStream.range(0, count).asLongStream().toArray(), count)
        .write(directory.resolve("train-00000.safetensors"));
    DatasetJson.write(
        new DatasetInfo(
            "noise",
            Task.MULTICLASS,
            List.of("odd", "even"),
            8,
            8,
            1,
            Map.of(
                DatasetInfo.TRAIN,
                new SplitInfo(
                    count,
                    List.of(count / 2, count / 2),
                    List.of(new ShardInfo("train-00000.safetensors", count)))),
            List.of(0.5),
            List.of(0.29)),
        directory);
  }
}
