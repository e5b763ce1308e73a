package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;

/** Runs the decoding as a Beam pipeline and follows it. */
public final class DecodePipeline {
  private static final Duration POLL = Duration.millis(250);

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
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=DirectRunner",
                    "--targetParallelism=" + context.threads(),
                    "--blockOnRun=false",
                    // Elements are records of plain values: checking each for mutation costs time.
                    "--enforceImmutability=false",
                    "--enforceEncodability=false")
                .create());
    pipeline
        .apply("Shards", Create.of(tasks).withCoder(SerializableCoder.of(ShardTask.class)))
        .apply("Decode shards", DecodeShards.into(directory, pixels, form))
        .apply("Keep results", ParDo.of(new KeepResultFn(results)));
    follow(pipeline, tasks.stream().mapToLong(task -> task.items().size()).sum());
    return collect(results);
  }

  private void follow(Pipeline pipeline, long total) throws IOException {
    PipelineResult running;
    try {
      running = pipeline.run();
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        context.reporter().progress("decoding", Math.min(total, decoded(running)), total, "images");
        if (context.stopRequested()) {
          running.cancel();
          throw new StepStoppedException("told to stop while decoding; nothing is kept");
        }
        state = running.waitUntilFinish(POLL);
      }
      if (state != PipelineResult.State.DONE) {
        throw new IllegalStateException("the decoding pipeline ended as " + state);
      }
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    context.reporter().progress("decoding", total, total, "images");
  }

  private static long decoded(PipelineResult running) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(
                MetricNameFilter.named(
                    DecodeShardFn.METRICS_NAMESPACE, DecodeShardFn.IMAGES_METRIC))
            .build();
    long decoded = 0;
    for (MetricResult<Long> counter : running.metrics().queryMetrics(filter).getCounters()) {
      decoded += counter.getAttempted();
    }
    return decoded;
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
