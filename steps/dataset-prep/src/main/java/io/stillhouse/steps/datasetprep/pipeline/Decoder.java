package io.stillhouse.steps.datasetprep.pipeline;

import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.stepbeam.work.ShardWorker;
import io.stillhouse.steps.datasetprep.format.Item;
import io.stillhouse.steps.datasetprep.format.PixelReader;
import io.stillhouse.steps.datasetprep.image.DefectiveImageException;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Decodes one shard after the other into its file. A shard's bytes depend on its task alone, so
 * doing one again changes nothing.
 */
final class Decoder implements ShardWorker<DecodeTask, ShardResult> {
  private final PixelReader reader;
  private final ShardForm form;
  private final String artifact;

  Decoder(PixelReader reader, ShardForm form, String artifact) {
    this.reader = reader;
    this.form = form;
    this.artifact = artifact;
  }

  @Override
  public ShardResult process(DecodeTask task, ShardOutput output) throws IOException {
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
        shard.set(row, form.image().apply(reader.read(item)));
      } catch (DefectiveImageException e) {
        shard.leaveOut(row, String.valueOf(e.getMessage()));
      }
    }
    ShardResult result = shard.write(artifact, output);
    output.done(rows);
    return result;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
