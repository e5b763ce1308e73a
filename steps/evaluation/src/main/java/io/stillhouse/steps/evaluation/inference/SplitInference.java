package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.FollowedWork;
import io.stillhouse.stepbeam.StepPipeline;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.tensorfile.TensorFileReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/** The logits of several models on one split, computed by a Beam pipeline over ranges of rows. */
public final class SplitInference {
  private static final int BATCH_SIZE = 128;
  private static final int ROWS_OF_RANGE = 8 * BATCH_SIZE;

  private final StepContext context;

  /** Works with a step's threads, in its work folder. */
  public SplitInference(StepContext context) {
    this.context = context;
  }

  /**
   * Runs the models.
   *
   * @param dataset folder of the dataset that the split is of
   * @param models folders of the models
   * @return for each model, for each of its branches, the logits: row-major [N, classes], in stored
   *     order
   * @throws StepStoppedException when the step was told to stop
   */
  public List<List<float[]>> run(Path dataset, Split split, List<Path> models) throws IOException {
    Path output = Files.createDirectories(context.workDirectory().resolve("logits"));
    InferenceRequest request =
        new InferenceRequest(
            dataset.toString(),
            split.name(),
            models.stream().map(Path::toString).toList(),
            output.toString(),
            BATCH_SIZE);
    List<ModelRows> ranges = ranges(split.size(), models.size());
    runPipeline(request, ranges, (long) split.size() * models.size());
    List<List<float[]>> logits = new ArrayList<>();
    for (int model = 0; model < models.size(); model++) {
      logits.add(read(output, ranges, model, split));
    }
    return logits;
  }

  static String tensor(int branch) {
    return "branch." + branch;
  }

  private static List<ModelRows> ranges(int rows, int models) {
    List<ModelRows> ranges = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      for (RowRange range : RowRange.cut(rows, ROWS_OF_RANGE)) {
        ranges.add(new ModelRows(model, range));
      }
    }
    return ranges;
  }

  private void runPipeline(InferenceRequest request, List<ModelRows> ranges, long total)
      throws IOException {
    StepPipeline pipeline = new StepPipeline(context);
    pipeline
        .beam()
        .apply("Ranges", Create.of(ranges).withCoder(SerializableCoder.of(ModelRows.class)))
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Run the models", ParDo.of(new InferRowsFn(request)));
    pipeline.run(
        new FollowedWork(
            "The evaluation's pipeline",
            "running the models",
            InferRowsFn.IMAGES,
            total,
            "images",
            "Stopped on request; an evaluation starts again"));
  }

  private static List<float[]> read(Path folder, List<ModelRows> ranges, int model, Split split)
      throws IOException {
    int classes = split.dataset().classes().size();
    List<float[]> branches = new ArrayList<>();
    for (ModelRows range : ranges) {
      if (range.model() != model) {
        continue;
      }
      TensorFileReader file = TensorFileReader.open(folder.resolve(range.file()));
      for (int branch = 0; branch < file.names().size(); branch++) {
        if (branches.size() == branch) {
          branches.add(new float[split.size() * classes]);
        }
        FloatBuffer values = file.bytes(tensor(branch)).asFloatBuffer();
        values.get(branches.get(branch), range.rows().first() * classes, values.remaining());
      }
    }
    return branches;
  }
}
