package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.tensorfile.TensorFileReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.apache.beam.sdk.transforms.Reshuffle;
import org.joda.time.Duration;

/** The logits of several models on one split, computed by a Beam pipeline over ranges of rows. */
public final class SplitInference {
  private static final int BATCH_SIZE = 128;
  private static final int ROWS_OF_RANGE = 8 * BATCH_SIZE;
  private static final Duration POLL = Duration.millis(100);
  private static final MetricsFilter IMAGES =
      MetricsFilter.builder()
          .addNameFilter(
              MetricNameFilter.named(InferRowsFn.METRICS_NAMESPACE, InferRowsFn.IMAGES_METRIC))
          .build();

  private final StepContext context;

  /** Works with a step's threads, in its work folder. */
  public SplitInference(StepContext context) {
    this.context = context;
  }

  /**
   * Runs the models.
   *
   * @param dataset folder of the dataset that the split is of
   * @param models folders of the models
   * @return for each model, for each of its branches, the logits: row-major [N, classes], in stored
   *     order
   * @throws StepStoppedException when the step was told to stop
   */
  public List<List<float[]>> run(Path dataset, Split split, List<Path> models) throws IOException {
    Path output = Files.createDirectories(context.workDirectory().resolve("logits"));
    InferenceRequest request =
        new InferenceRequest(
            dataset.toString(),
            split.name(),
            models.stream().map(Path::toString).toList(),
            output.toString(),
            BATCH_SIZE);
    List<RowRange> ranges = ranges(split.size(), models.size());
    runPipeline(request, ranges, (long) split.size() * models.size());
    List<List<float[]>> logits = new ArrayList<>();
    for (int model = 0; model < models.size(); model++) {
      logits.add(read(output, ranges, model, split));
    }
    return logits;
  }

  static String tensor(int branch) {
    return "branch." + branch;
  }

  private static List<RowRange> ranges(int rows, int models) {
    List<RowRange> ranges = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      for (int first = 0; first < rows; first += ROWS_OF_RANGE) {
        ranges.add(new RowRange(model, first, Math.min(ROWS_OF_RANGE, rows - first)));
      }
    }
    return ranges;
  }

  private void runPipeline(InferenceRequest request, List<RowRange> ranges, long total)
      throws IOException {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=DirectRunner",
                    "--targetParallelism=" + context.threads(),
                    "--blockOnRun=false",
                    "--enforceImmutability=false",
                    "--enforceEncodability=false")
                .create());
    pipeline
        .apply("Ranges", Create.of(ranges).withCoder(SerializableCoder.of(RowRange.class)))
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Run the models", ParDo.of(new InferRowsFn(request)));
    try {
      follow(pipeline.run(), total);
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void follow(PipelineResult running, long total) throws IOException {
    PipelineResult.State state = null;
    while (state == null || !state.isTerminal()) {
      report(Math.min(total, done(running)), total);
      if (context.stopRequested()) {
        running.cancel();
        throw new StepStoppedException("Stopped on request; an evaluation starts again");
      }
      state = running.waitUntilFinish(POLL);
    }
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("The evaluation's pipeline ended as " + state);
    }
    report(total, total);
  }

  private void report(long done, long total) {
    context.reporter().progress("running the models", done, total, "images");
  }

  private static long done(PipelineResult running) {
    long done = 0;
    for (MetricResult<Long> counter : running.metrics().queryMetrics(IMAGES).getCounters()) {
      done += counter.getAttempted();
    }
    return done;
  }

  private static List<float[]> read(Path folder, List<RowRange> ranges, int model, Split split)
      throws IOException {
    int classes = split.dataset().classes().size();
    List<float[]> branches = new ArrayList<>();
    for (RowRange range : ranges) {
      if (range.model() != model) {
        continue;
      }
      TensorFileReader file = TensorFileReader.open(folder.resolve(range.file()));
      for (int branch = 0; branch < file.names().size(); branch++) {
        if (branches.size() == branch) {
          branches.add(new float[split.size() * classes]);
        }
        FloatBuffer values = file.bytes(tensor(branch)).asFloatBuffer();
        values.get(branches.get(branch), range.first() * classes, values.remaining());
      }
    }
    return branches;
  }
}
