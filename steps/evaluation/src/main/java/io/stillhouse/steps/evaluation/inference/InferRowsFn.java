package io.stillhouse.steps.evaluation.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.inference.ImageBatches;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Runs models on ranges of rows and keeps the logits of each branch in a file. Every worker has
 * networks of its own and one processor thread, so that what comes out does not depend on how many
 * workers there are; a range that is run twice gives the same file.
 */
final class InferRowsFn extends DoFn<RowRange, String> {
  static final String METRICS_NAMESPACE = "evaluation";
  static final String IMAGES_METRIC = "images";
  private static final long serialVersionUID = 1;
  private static final int THREADS = 1;

  private final InferenceRequest request;
  private final Counter images = Metrics.counter(METRICS_NAMESPACE, IMAGES_METRIC);
  private transient @Nullable Worker worker;

  InferRowsFn(InferenceRequest request) {
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
  public void process(@Element RowRange range, OutputReceiver<String> output) throws IOException {
    if (worker == null) {
      throw new IllegalStateException("not set up");
    }
    // Both settings belong to the thread, and the runner chooses the thread.
    TorchEngine.start(THREADS);
    try (GradientRecording ignored = GradientRecording.off()) {
      worker.run(range, images);
    }
    output.output(range.file());
  }

  /** What a worker keeps between elements. */
  private static final class Worker implements AutoCloseable {
    private final InferenceRequest request;
    private final Split split;
    private final ImageBatches batches;
    private final NDManager manager;
    private final Map<Integer, Network> networks = new HashMap<>();

    Worker(InferenceRequest request) throws IOException {
      this.request = request;
      split = ImageDataset.open(Path.of(request.dataset())).split(request.split());
      batches = new ImageBatches(split, Augmentation.NONE, request.batchSize());
      TorchEngine.start(THREADS);
      manager = NDManager.newBaseManager();
    }

    void run(RowRange range, Counter images) throws IOException {
      Network network = network(range.model());
      int classes = split.dataset().classes().size();
      float[][] branches = new float[network.branchCount()][range.count() * classes];
      int[] rows = split.rows();
      int end = range.first() + range.count();
      for (int from = range.first(); from < end; from += request.batchSize()) {
        int to = Math.min(end, from + request.batchSize());
        try (NDManager step = manager.newSubManager()) {
          List<NDArray> logits =
              network.branchLogits(batches.plain(step, rows, from, to), Mode.EVAL);
          for (int branch = 0; branch < branches.length; branch++) {
            float[] values = logits.get(branch).toFloatArray();
            int offset = (from - range.first()) * classes;
            System.arraycopy(values, 0, branches[branch], offset, values.length);
          }
        }
        images.inc(to - from);
      }
      TensorFileWriter file = new TensorFileWriter();
      for (int branch = 0; branch < branches.length; branch++) {
        file.addFloats(SplitInference.tensor(branch), branches[branch], range.count(), classes);
      }
      file.write(Path.of(request.output()).resolve(range.file()));
    }

    private Network network(int model) throws IOException {
      Network known = networks.get(model);
      if (known != null) {
        return known;
      }
      try (Network trained = ModelFolder.load(Path.of(request.models().get(model)), manager)) {
        Network folded = trained.foldedForInference();
        networks.put(model, folded);
        return folded;
      }
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
