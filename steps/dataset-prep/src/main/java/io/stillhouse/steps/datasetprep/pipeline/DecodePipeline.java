package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.FollowedWork;
import io.stillhouse.stepbeam.StepPipeline;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;

/** Runs the decoding as a Beam pipeline. */
public final class DecodePipeline {
  private final StepContext context;

  public DecodePipeline(StepContext context) {
    this.context = context;
  }

  /**
   * Decodes all shards into a folder.
   *
   * @return results sorted by split and number
   * @throws StepStoppedException when the step was told to stop
   */
  public List<ShardResult> run(
      List<ShardTask> tasks, PixelSource pixels, ShardForm form, Path directory)
      throws IOException {
    Path results = Files.createDirectories(context.workDirectory().resolve("results"));
    StepPipeline pipeline = new StepPipeline(context);
    pipeline
        .beam()
        .apply("Shards", Create.of(tasks).withCoder(SerializableCoder.of(ShardTask.class)))
        .apply("Decode shards", DecodeShards.into(directory, pixels, form))
        .apply("Keep results", ParDo.of(new KeepResultFn(results)));
    pipeline.run(
        new FollowedWork(
            "the decoding pipeline",
            "decoding",
            DecodeShardFn.IMAGES,
            tasks.stream().mapToLong(task -> task.items().size()).sum(),
            "images",
            "told to stop while decoding; nothing is kept"));
    return collect(results);
  }

  private static List<ShardResult> collect(Path directory) throws IOException {
    List<ShardResult> results = new ArrayList<>();
    try (var files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
          results.add((ShardResult) in.readObject());
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    results.sort(Comparator.comparing(ShardResult::split).thenComparingInt(ShardResult::number));
    return results;
  }
}
