package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.FollowedWork;
import io.stillhouse.stepbeam.StepPipeline;
import io.stillhouse.training.softlabel.SoftLabelRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/** Runs the extraction as a Beam pipeline. */
final class ExtractionPipeline {
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
  void run(ExtractionRequest request, List<ShardRows> ranges, long views) throws IOException {
    Map<String, Integer> rowsByFile =
        ranges.stream()
            .collect(
                Collectors.toMap(ShardRows::file, ShardRows::rowsOfShard, (first, same) -> first));
    StepPipeline pipeline = new StepPipeline(context);
    pipeline
        .beam()
        .apply("Ranges", Create.of(ranges).withCoder(SerializableCoder.of(ShardRows.class)))
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Run the teacher", ParDo.of(new ExtractRowsFn(request)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(SoftLabelRows.class)))
        .apply("Gather shards", GroupByKey.create())
        .apply(
            "Write shards",
            ParDo.of(new WriteShardFn(request.output(), request.classes(), rowsByFile)));
    pipeline.run(
        new FollowedWork(
            "The extraction's pipeline",
            "running the teacher",
            ExtractRowsFn.VIEWS,
            views,
            "views",
            "Stopped on request; an extraction starts again"));
  }
}
