package io.stillhouse.steps.evaluation.inference;

import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.ShardPipeline;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.WorkCounter;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The logits of several models on one split, computed by a Beam pipeline over ranges of rows. */
public final class SplitInference {
  private static final int BATCH_SIZE = 128;
  private static final int ROWS_OF_RANGE = 8 * BATCH_SIZE;

  private final ShardPipeline pipeline;

  /** Works where the step is to do its work on many shards. */
  public SplitInference(StepContext context) {
    pipeline = new ShardPipeline(context, "inference");
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
    InferenceWork work =
        new InferenceWork(
            pipeline.share(dataset),
            split.name(),
            models.stream().map(pipeline::share).toList(),
            BATCH_SIZE);
    List<ModelRows> ranges = ranges(split.size(), models.size());
    List<BranchLogits> parts =
        pipeline.run(
            work,
            ranges,
            new FollowedWork(
                "The evaluation's pipeline",
                "running the models",
                new WorkCounter("evaluation", "images"),
                (long) split.size() * models.size(),
                "images",
                "Stopped on request; an evaluation starts again"));
    List<List<float[]>> logits = new ArrayList<>();
    for (int model = 0; model < models.size(); model++) {
      logits.add(joined(ranges, parts, model, split));
    }
    return logits;
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

  private static List<float[]> joined(
      List<ModelRows> ranges, List<BranchLogits> parts, int model, Split split) {
    int classes = split.dataset().classes().size();
    List<float[]> branches = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).model() != model) {
        continue;
      }
      List<float[]> part = parts.get(i).branches();
      for (int branch = 0; branch < part.size(); branch++) {
        if (branches.size() == branch) {
          branches.add(new float[split.size() * classes]);
        }
        float[] values = part.get(branch);
        int first = ranges.get(i).rows().first() * classes;
        System.arraycopy(values, 0, branches.get(branch), first, values.length);
      }
    }
    return branches;
  }
}
