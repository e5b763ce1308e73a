package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.stepbeam.work.ShardWorker;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.network.Scorer;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import io.stillhouse.training.softlabel.SoftLabelRows;
import io.stillhouse.training.softlabel.SoftLabelShardFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the teacher on ranges of rows; a range that is run twice gives the same bytes. */
final class Extractor implements ShardWorker<ExtractionTask, ExtractedRows> {
  private final ExtractionWork work;
  private final ImageDataset dataset;
  private final FoldedNetworks networks;
  private final Scorer teacher;
  private final Map<String, SoftLabelExtractor> extractors = new HashMap<>();

  /**
   * To be called on an inference thread.
   *
   * @param model folder of the teacher
   */
  Extractor(ExtractionWork work, ImageDataset dataset, Path model) throws IOException {
    this.work = work;
    this.dataset = dataset;
    networks = FoldedNetworks.open();
    teacher = networks.of(model);
  }

  @Override
  public ExtractedRows process(ExtractionTask task, ShardOutput output) throws IOException {
    List<SoftLabelRows> pieces = new ArrayList<>();
    try (InferenceThread ignored = InferenceThread.enter()) {
      for (ShardRows range : task.ranges()) {
        SoftLabelRows rows =
            extractor(range.split())
                .rows(range.shard(), range.rows().first(), range.rows().count());
        pieces.add(rows);
        output.done((long) rows.rows() * rows.views());
      }
    }
    if (!task.isWholeShard()) {
      return new ExtractedRows(pieces);
    }
    output.write(
        work.output(),
        task.file(),
        file -> SoftLabelShardFile.write(file, task.rowsOfShard(), work.classes(), pieces));
    return new ExtractedRows(List.of());
  }

  private SoftLabelExtractor extractor(String split) {
    return extractors.computeIfAbsent(
        split,
        name ->
            new SoftLabelExtractor(
                teacher,
                networks.manager(),
                dataset.split(name),
                new ViewSampler(work.viewSeed(), work.augmentation()),
                work.views(),
                work.topK(),
                work.batchSize()));
  }

  @Override
  public void close() {
    networks.close();
  }
}
