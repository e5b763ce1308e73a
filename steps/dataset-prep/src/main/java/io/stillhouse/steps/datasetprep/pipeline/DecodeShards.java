package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.steps.datasetprep.format.PixelSource;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/** Decodes shards side by side. */
public final class DecodeShards
    extends PTransform<PCollection<ShardTask>, PCollection<ShardResult>> {
  private final transient PixelSource pixels;
  private final transient ShardForm form;
  private final transient Path directory;

  private DecodeShards(PixelSource pixels, ShardForm form, Path directory) {
    this.pixels = pixels;
    this.form = form;
    this.directory = directory;
  }

  /** Decodes into files of a folder. */
  public static DecodeShards into(Path directory, PixelSource pixels, ShardForm form) {
    return new DecodeShards(pixels, form, directory);
  }

  @Override
  public PCollection<ShardResult> expand(PCollection<ShardTask> tasks) {
    return tasks
        // Without it one worker would decode all shards of a bundle, one after the other.
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Decode", ParDo.of(new DecodeShardFn(pixels, form, directory)))
        .setCoder(SerializableCoder.of(ShardResult.class));
  }
}
