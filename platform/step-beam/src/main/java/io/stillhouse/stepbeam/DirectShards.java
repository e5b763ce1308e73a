package io.stillhouse.stepbeam;

import io.stillhouse.step.StepContext;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.Serialized;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/** Work on the step's own threads. */
final class DirectShards<T extends ShardTask, R extends Serializable> {
  private final StepContext context;
  private final String name;
  private final FollowedWork followed;

  DirectShards(StepContext context, String name, FollowedWork followed) {
    this.context = context;
    this.name = name;
    this.followed = followed;
  }

  @SuppressWarnings("unchecked") // A task's class is that of all; the results are the workers'.
  List<R> run(ShardWork<T, R> work, List<T> tasks) throws IOException {
    LocalFolders folders = LocalFolders.create(context.workDirectory().resolve(name));
    StepPipeline pipeline = new StepPipeline(context);
    pipeline
        .beam()
        .apply(
            "Tasks",
            Create.of(tasks).withCoder(SerializableCoder.of((Class<T>) tasks.get(0).getClass())))
        // Without it one worker would do all tasks of a bundle, one after the other.
        .apply("Spread over workers", Reshuffle.viaRandomKey())
        .apply("Work", ParDo.of(new WorkFn<>(work, folders, followed.done())));
    pipeline.run(followed);
    for (String output : folders.outputs()) {
      try (var files = Files.newDirectoryStream(folders.output(output))) {
        for (Path file : files) {
          Files.move(file, context.output(output).directory().resolve(file.getFileName()));
        }
      }
    }
    List<R> results = new ArrayList<>();
    for (T task : tasks) {
      results.add((R) Serialized.read(Files.readAllBytes(folders.result(task.name()))));
    }
    return results;
  }
}
