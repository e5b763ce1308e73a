package io.stillhouse.steps.softlabelextraction;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.softlabel.SoftLabelExtractor;
import io.stillhouse.training.softlabel.SoftLabelRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * Runs the teacher on ranges of rows. Every worker has a network of its own and one processor
 * thread, so that what comes out does not depend on how many workers there are.
 */
final class ExtractRowsFn extends DoFn<RowRange, KV<String, SoftLabelRows>> {
  static final String METRICS_NAMESPACE = "soft-label-extraction";
  static final String VIEWS_METRIC = "views";
  private static final long serialVersionUID = 1;
  private static final int THREADS = 1;

  private final ExtractionRequest request;
  private final Counter views = Metrics.counter(METRICS_NAMESPACE, VIEWS_METRIC);
  private transient @Nullable Worker worker;

  ExtractRowsFn(ExtractionRequest request) {
    this.request = request;
  }

  @Setup
  public void open() throws IOException {
    worker = new Worker(request);
  }

  @Teardown
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }

  @ProcessElement
  public void process(@Element RowRange range, OutputReceiver<KV<String, SoftLabelRows>> output) {
    if (worker == null) {
      throw new IllegalStateException("not set up");
    }
    // Both settings belong to the thread, and the runner chooses the thread.
    TorchEngine.start(THREADS);
    try (GradientRecording ignored = GradientRecording.off()) {
      SoftLabelRows rows =
          worker.extractor(range.split()).rows(range.shard(), range.first(), range.count());
      output.output(KV.of(range.file(), rows));
      views.inc((long) rows.rows() * rows.views());
    }
  }

  /** What a worker keeps between elements. */
  private static final class Worker implements AutoCloseable {
    private final ExtractionRequest request;
    private final ImageDataset dataset;
    private final NDManager manager;
    private final Network teacher;
    private final Map<String, SoftLabelExtractor> extractors = new HashMap<>();

    Worker(ExtractionRequest request) throws IOException {
      this.request = request;
      dataset = ImageDataset.open(Path.of(request.dataset()));
      TorchEngine.start(THREADS);
      manager = NDManager.newBaseManager();
      try (Network trained = ModelFolder.load(Path.of(request.teacher()), manager)) {
        teacher = trained.foldedForInference();
      }
    }

    SoftLabelExtractor extractor(String split) {
      return extractors.computeIfAbsent(
          split,
          name ->
              new SoftLabelExtractor(
                  teacher,
                  manager,
                  dataset.split(name),
                  new ViewSampler(request.viewSeed(), request.augmentation()),
                  request.views(),
                  request.topK(),
                  request.batchSize()));
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
