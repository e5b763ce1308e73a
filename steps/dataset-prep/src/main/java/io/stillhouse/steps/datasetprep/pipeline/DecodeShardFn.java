package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.stepbeam.WorkCounter;
import io.stillhouse.stepbeam.WorkerFn;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.format.PixelReader;
import io.stillhouse.steps.datasetprep.format.PixelSource;
import io.stillhouse.steps.datasetprep.image.DefectiveImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.beam.sdk.metrics.Counter;

/**
 * Decodes one shard after the other into its file. A shard's bytes depend on its task alone, so
 * doing one again changes nothing.
 */
final class DecodeShardFn extends WorkerFn<ShardTask, ShardResult, PixelReader> {
  static final WorkCounter IMAGES = new WorkCounter("dataset-prep", "images");

  private final PixelSource pixels;
  private final ShardForm form;
  private final String directory;
  private final Counter images = IMAGES.counter();

  DecodeShardFn(PixelSource pixels, ShardForm form, Path directory) {
    this.pixels = pixels;
    this.form = form;
    this.directory = directory.toString();
  }

  @Override
  protected PixelReader open() throws IOException {
    return pixels.open();
  }

  @ProcessElement
  public void process(@Element ShardTask task, OutputReceiver<ShardResult> output)
      throws IOException {
    int rows = task.items().size();
    ShardBuilder shard = new ShardBuilder(form, task);
    // Read in the order of the source, which is kind to disks; the rows' order is the task's.
    int[] bySource =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingLong(row -> task.items().get(row).id()))
            .mapToInt(row -> row)
            .toArray();
    for (int row : bySource) {
      Item item = task.items().get(row);
      try {
        shard.set(row, form.image().apply(worker().read(item)));
      } catch (DefectiveImageException e) {
        shard.leaveOut(row, String.valueOf(e.getMessage()));
      }
    }
    output.output(shard.write(Path.of(directory)));
    images.inc(rows);
  }
}
