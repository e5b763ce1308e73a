package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.stepbeam.WorkCounter;
import io.stillhouse.stepbeam.WorkerFn;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.inference.BranchInference;
import io.stillhouse.training.inference.FoldedNetworks;
import io.stillhouse.training.inference.InferenceThread;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;

/**
 * Runs models on ranges of rows and keeps the logits of each branch in a file; a range that is run
 * twice gives the same file.
 */
final class InferRowsFn extends WorkerFn<ModelRows, String, InferRowsFn.Worker> {
  static final WorkCounter IMAGES = new WorkCounter("evaluation", "images");
  private static final long serialVersionUID = 1;

  private final InferenceRequest request;
  private final Counter images = IMAGES.counter();

  InferRowsFn(InferenceRequest request) {
    this.request = request;
  }

  @Override
  protected Worker open() throws IOException {
    try (InferenceThread ignored = InferenceThread.enter()) {
      return new Worker(request);
    }
  }

  @ProcessElement
  public void process(@Element ModelRows range, OutputReceiver<String> output) throws IOException {
    try (InferenceThread ignored = InferenceThread.enter()) {
      worker().run(range, images);
    }
    output.output(range.file());
  }

  /** The models met so far and the images. */
  static final class Worker implements AutoCloseable {
    private final InferenceRequest request;
    private final int classes;
    private final BranchInference inference;
    private final FoldedNetworks networks;

    Worker(InferenceRequest request) throws IOException {
      this.request = request;
      Split split = ImageDataset.open(Path.of(request.dataset())).split(request.split());
      classes = split.dataset().classes().size();
      inference = new BranchInference(split, request.batchSize());
      networks = FoldedNetworks.open();
    }

    void run(ModelRows range, Counter images) throws IOException {
      List<float[]> branches =
          inference.logits(
              networks.of(Path.of(request.models().get(range.model()))),
              range.rows(),
              networks.manager(),
              images::inc);
      TensorFileWriter file = new TensorFileWriter();
      for (int branch = 0; branch < branches.size(); branch++) {
        file.addFloats(
            SplitInference.tensor(branch), branches.get(branch), range.rows().count(), classes);
      }
      file.write(Path.of(request.output()).resolve(range.file()));
    }

    @Override
    public void close() {
      networks.close();
    }
  }
}
