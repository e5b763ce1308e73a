package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.stepbeam.WorkCounter;
import io.stillhouse.stepbeam.WorkerFn;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import io.stillhouse.training.softlabel.SoftLabelRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.values.KV;

/** Runs the teacher on ranges of rows. */
final class ExtractRowsFn
    extends WorkerFn<ShardRows, KV<String, SoftLabelRows>, ExtractRowsFn.Worker> {
  static final WorkCounter VIEWS = new WorkCounter("soft-label-extraction", "views");
  private static final long serialVersionUID = 1;

  private final ExtractionRequest request;
  private final Counter views = VIEWS.counter();

  ExtractRowsFn(ExtractionRequest request) {
    this.request = request;
  }

  @Override
  protected Worker open() throws IOException {
    try (InferenceThread ignored = InferenceThread.enter()) {
      return new Worker(request);
    }
  }

  @ProcessElement
  public void process(@Element ShardRows range, OutputReceiver<KV<String, SoftLabelRows>> output) {
    try (InferenceThread ignored = InferenceThread.enter()) {
      SoftLabelRows rows =
          worker()
              .extractor(range.split())
              .rows(range.shard(), range.rows().first(), range.rows().count());
      output.output(KV.of(range.file(), rows));
      views.inc((long) rows.rows() * rows.views());
    }
  }

  /** The teacher and the images. */
  static final class Worker implements AutoCloseable {
    private final ExtractionRequest request;
    private final ImageDataset dataset;
    private final FoldedNetworks networks;
    private final Network teacher;
    private final Map<String, SoftLabelExtractor> extractors = new HashMap<>();

    Worker(ExtractionRequest request) throws IOException {
      this.request = request;
      dataset = ImageDataset.open(Path.of(request.dataset()));
      networks = FoldedNetworks.open();
      teacher = networks.of(Path.of(request.teacher()));
    }

    SoftLabelExtractor extractor(String split) {
      return extractors.computeIfAbsent(
          split,
          name ->
              new SoftLabelExtractor(
                  teacher,
                  networks.manager(),
                  dataset.split(name),
                  new ViewSampler(request.viewSeed(), request.augmentation()),
                  request.views(),
                  request.topK(),
                  request.batchSize()));
    }

    @Override
    public void close() {
      networks.close();
    }
  }
}
