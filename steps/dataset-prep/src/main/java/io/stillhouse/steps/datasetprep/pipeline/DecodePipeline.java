package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.step.SharedFile;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.ShardPipeline;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.WorkCounter;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the decoding as a Beam pipeline. */
public final class DecodePipeline {
  private final ShardPipeline pipeline;

  public DecodePipeline(StepContext context) {
    pipeline = new ShardPipeline(context, "decoding");
  }

  /**
   * Decodes all shards into files of an output.
   *
   * @return results sorted by split and number
   * @throws StepStoppedException when the step was told to stop
   */
  public List<ShardResult> run(
      List<DecodeTask> tasks, PixelSource pixels, ShardForm form, String output)
      throws IOException {
    List<Item> items = tasks.stream().flatMap(task -> task.items().stream()).toList();
    Map<String, SharedFile> files = new HashMap<>();
    pixels.files(items).forEach(file -> files.put(file, pipeline.share(Path.of(file))));
    return pipeline
        .run(
            new DecodeWork(pixels, files, form, output),
            tasks,
            new FollowedWork(
                "the decoding pipeline",
                "decoding",
                new WorkCounter("dataset-prep", "images"),
                items.size(),
                "images",
                "told to stop while decoding; nothing is kept"))
        .stream()
        .sorted(Comparator.comparing(ShardResult::split).thenComparingInt(ShardResult::number))
        .toList();
  }
}
