package io.stillhouse.stepbeam;

import io.stillhouse.step.SharedFile;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.stepbeam.session.SessionShards;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Does a step's work on many shards as a Beam pipeline: on the step's own threads, or on the Flink
 * session that its task names. What comes of it is the same.
 *
 * <pre>{@code
 * ShardPipeline pipeline = new ShardPipeline(context, "decoding");
 * SharedFile source = pipeline.share(folder);
 * List<Result> results = pipeline.run(new Decoding(source), tasks, new FollowedWork(...));
 * }</pre>
 */
public final class ShardPipeline {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

  private final StepContext context;
  private final String name;

  /**
   * @param name tells this work from other work of the step: letters, digits, {@code .}, {@code _},
   *     {@code -}
   */
  public ShardPipeline(StepContext context, String name) {
    this.context = context;
    this.name = checked(name);
  }

  /** Makes a file or folder of the step readable for workers, wherever they are. */
  public SharedFile share(Path file) {
    return context
        .session()
        .map(session -> session.share(file))
        .orElseGet(() -> new SharedFile(file.toString(), null));
  }

  /**
   * Does all tasks and tells the step's reporter how far it is.
   *
   * @return what became of them, in the order of the tasks
   * @throws StepStoppedException when the step was told to stop; the work is canceled
   * @throws io.stillhouse.step.InfrastructureException when the session is lost for good
   * @throws IOException what a worker threw, as are unchecked exceptions of workers
   * @throws IllegalArgumentException if two tasks have one name, or one has none that can be used
   */
  public <T extends ShardTask, R extends Serializable> List<R> run(
      ShardWork<T, R> work, List<T> tasks, FollowedWork followed) throws IOException {
    Set<String> names = new HashSet<>();
    for (T task : tasks) {
      if (!names.add(checked(task.name()))) {
        throw new IllegalArgumentException("two tasks are called " + task.name());
      }
    }
    if (tasks.isEmpty()) {
      return List.of();
    }
    return context.session().isPresent()
        ? new SessionShards<T, R>(context, context.session().get(), name, followed).run(work, tasks)
        : new DirectShards<T, R>(context, name, followed).run(work, tasks);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' cannot name work in a store");
    }
    return name;
  }
}
