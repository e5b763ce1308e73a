package io.stillhouse.runner.flink.shards;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.flinkclient.WorkLayout;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/**
 * The program that a step starts on the session, in its JobManager: makes a job of the tasks that
 * are not done yet. Elements are names of tasks; tasks and results lie in the store.
 */
public final class ShardJob {
  private static final int ARGUMENTS = 5;

  private ShardJob() {}

  /**
   * Submits the job.
   *
   * @param arguments the store's URI, the attempt's folder, the folder of the {@link WorkLayout},
   *     the job's name, and how many slots it takes at most
   */
  public static void main(String[] arguments) {
    if (arguments.length != ARGUMENTS) {
      throw new IllegalArgumentException(
          ARGUMENTS + " arguments were expected, not " + arguments.length);
    }
    ShardFn worker = new ShardFn(arguments[0], arguments[1], arguments[2]);
    List<String> names = remaining(arguments[0], new WorkLayout(arguments[2]));
    Pipeline pipeline =
        Pipeline.create(options(arguments[3], Integer.parseInt(arguments[4]), names.size()));
    pipeline
        .apply("Tasks", Create.of(names).withCoder(StringUtf8Coder.of()))
        // Without it one worker would do all tasks, one after the other.
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Work", ParDo.of(worker));
    pipeline.run();
  }

  private static List<String> remaining(String store, WorkLayout work) {
    try (ArtifactStore open = ArtifactStores.open(URI.create(store), System.getenv())) {
      Set<String> done = new HashSet<>(names(open, work.results()));
      List<String> remaining = new ArrayList<>(names(open, work.tasks()));
      remaining.removeAll(done);
      return remaining;
    }
  }

  private static List<String> names(ArtifactStore store, String folder) {
    return store.list(folder).stream()
        .map(StoredObject::key)
        .map(key -> key.substring(folder.length() + 1))
        .toList();
  }

  private static FlinkPipelineOptions options(String jobName, int parallelism, int tasks) {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[auto]");
    options.setJobName(jobName);
    options.setAttachedMode(false);
    options.setFasterCopy(true);
    options.setParallelism(Math.max(1, Math.min(parallelism, tasks)));
    // Every worker is a region of its own: it begins as soon as one slot is free, whatever other
    // jobs have, and what it loses is its own.
    options.setExecutionModeForBatch("BATCH_FORCED");
    return options;
  }
}
