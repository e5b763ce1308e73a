package io.stillhouse.steps.softlabelextraction;

import io.stillhouse.step.SharedFile;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.ShardPipeline;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.WorkCounter;
import io.stillhouse.training.softlabel.SoftLabelRows;
import io.stillhouse.training.softlabel.SoftLabelShardFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the extraction as a Beam pipeline. */
final class ExtractionPipeline {
  private final StepContext context;
  private final ShardPipeline pipeline;

  ExtractionPipeline(StepContext context) {
    this.context = context;
    pipeline = new ShardPipeline(context, "extraction");
  }

  /** Makes a folder of the step readable for workers, wherever they are. */
  SharedFile share(Path folder) {
    return pipeline.share(folder);
  }

  /**
   * Writes the shards of all ranges.
   *
   * @param views views of all ranges together
   * @throws StepStoppedException when the step was told to stop
   */
  void run(ExtractionWork work, List<ShardRows> ranges, long views) throws IOException {
    List<ExtractionTask> tasks = tasks(ranges);
    List<ExtractedRows> extracted =
        pipeline.run(
            work,
            tasks,
            new FollowedWork(
                "The extraction's pipeline",
                "running the teacher",
                new WorkCounter("soft-label-extraction", "views"),
                views,
                "views",
                "Stopped on request; an extraction starts again"));
    Map<String, List<SoftLabelRows>> pieces = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      pieces
          .computeIfAbsent(tasks.get(i).file(), file -> new ArrayList<>())
          .addAll(extracted.get(i).rows());
    }
    Path directory = context.output(work.output()).directory();
    for (ExtractionTask task : tasks) {
      List<SoftLabelRows> rows = pieces.getOrDefault(task.file(), List.of());
      if (!rows.isEmpty()) {
        SoftLabelShardFile.write(
            directory.resolve(task.file()), task.rowsOfShard(), work.classes(), rows);
        pieces.remove(task.file());
      }
    }
  }

  /** Workers elsewhere write a whole shard's file each; threads here share the shards. */
  private List<ExtractionTask> tasks(List<ShardRows> ranges) {
    if (context.session().isEmpty()) {
      return ranges.stream().map(range -> new ExtractionTask(List.of(range))).toList();
    }
    Map<String, List<ShardRows>> byFile = new LinkedHashMap<>();
    ranges.forEach(
        range -> byFile.computeIfAbsent(range.file(), file -> new ArrayList<>()).add(range));
    return byFile.values().stream().map(ExtractionTask::new).toList();
  }
}
