package io.stillhouse.steps.datasetprep;

import io.stillhouse.step.OutputArtifact;
import io.stillhouse.steps.datasetprep.pipeline.ShardResult;
import io.stillhouse.steps.datasetprep.sheet.ContactSheet;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The first shards of the training split, as many as a contact sheet needs: when workers elsewhere
 * have written them to the store, the others need not be fetched.
 */
final class SampleShards {
  private final Path workDirectory;

  SampleShards(Path workDirectory) {
    this.workDirectory = workDirectory;
  }

  /**
   * Opens them.
   *
   * @param results of all shards, sorted by split and number
   * @throws IllegalArgumentException when the training split has no images
   */
  Split open(DatasetInfo info, List<ShardResult> results, OutputArtifact output)
      throws IOException {
    Path folder = Files.createDirectories(workDirectory.resolve("samples"));
    SplitInfo whole = info.splits().get(DatasetInfo.TRAIN);
    if (whole == null) {
      throw new IllegalArgumentException("dataset '" + info.name() + "' has no training split");
    }
    int[] missing =
        whole.classCounts().stream()
            .mapToInt(count -> Math.min(count, ContactSheet.SAMPLES))
            .toArray();
    int[] counts = new int[missing.length];
    List<ShardInfo> shards = new ArrayList<>();
    for (ShardResult result : results) {
      if (!result.split().equals(DatasetInfo.TRAIN)
          || result.count() == 0
          || Arrays.stream(missing).allMatch(images -> images <= 0)) {
        continue;
      }
      for (int c = 0; c < missing.length; c++) {
        missing[c] -= result.classCounts()[c];
        counts[c] += result.classCounts()[c];
      }
      shards.add(new ShardInfo(result.file(), result.count()));
      Files.createSymbolicLink(folder.resolve(result.file()), output.file(result.file()));
    }
    SplitInfo train =
        new SplitInfo(
            shards.stream().mapToInt(ShardInfo::count).sum(),
            Arrays.stream(counts).boxed().toList(),
            shards);
    DatasetJson.write(
        new DatasetInfo(
            info.name(),
            info.task(),
            info.classes(),
            info.height(),
            info.width(),
            info.channels(),
            Map.of(DatasetInfo.TRAIN, train),
            info.mean(),
            info.standardDeviation()),
        folder);
    return ImageDataset.open(folder).split(DatasetInfo.TRAIN);
  }
}
