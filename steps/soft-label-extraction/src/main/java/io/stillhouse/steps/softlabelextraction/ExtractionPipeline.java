package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.softlabel.SoftLabelRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.joda.time.Duration;

/** Runs the extraction as a Beam pipeline and follows it. */
final class ExtractionPipeline {
  private static final Duration POLL = Duration.millis(250);
  private static final MetricsFilter VIEWS =
      MetricsFilter.builder()
          .addNameFilter(
              MetricNameFilter.named(ExtractRowsFn.METRICS_NAMESPACE, ExtractRowsFn.VIEWS_METRIC))
          .build();

  private final StepContext context;

  ExtractionPipeline(StepContext context) {
    this.context = context;
  }

  /**
   * Writes the shards of all ranges.
   *
   * @param views views of all ranges together
   * @throws StepStoppedException when the step was told to stop
   */
  void run(ExtractionRequest request, List<RowRange> ranges, long views) throws IOException {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=DirectRunner",
                    "--targetParallelism=" + context.threads(),
                    "--blockOnRun=false",
                    "--enforceImmutability=false",
                    "--enforceEncodability=false")
                .create());
    Map<String, Integer> rowsByFile =
        ranges.stream()
            .collect(
                Collectors.toMap(RowRange::file, RowRange::rowsOfShard, (first, same) -> first));
    pipeline
        .apply("Ranges", Create.of(ranges).withCoder(SerializableCoder.of(RowRange.class)))
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Run the teacher", ParDo.of(new ExtractRowsFn(request)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(SoftLabelRows.class)))
        .apply("Gather shards", GroupByKey.create())
        .apply(
            "Write shards",
            ParDo.of(new WriteShardFn(request.output(), request.classes(), rowsByFile)));
    try {
      follow(pipeline.run(), views);
    } catch (Pipeline.PipelineExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void follow(PipelineResult running, long views) throws IOException {
    PipelineResult.State state = null;
    while (state == null || !state.isTerminal()) {
      report(Math.min(views, done(running)), views);
      if (context.stopRequested()) {
        running.cancel();
        throw new StepStoppedException("Stopped on request; an extraction starts again");
      }
      state = running.waitUntilFinish(POLL);
    }
    if (state != PipelineResult.State.DONE) {
      throw new IllegalStateException("The extraction's pipeline ended as " + state);
    }
    report(views, views);
  }

  private void report(long done, long views) {
    context.reporter().progress("running the teacher", done, views, "views");
  }

  private static long done(PipelineResult running) {
    long done = 0;
    for (MetricResult<Long> counter : running.metrics().queryMetrics(VIEWS).getCounters()) {
      done += counter.getAttempted();
    }
    return done;
  }
}
