package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.StepTask;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a step: the task's URI in the environment, a committed result, an exit code. */
public final class StepMain {
  /** The environment variable with the URI of the {@code StepTask}. */
  public static final String TASK_VARIABLE = "STILLHOUSE_TASK";

  /**
   * The environment variable with an id of this very container, where the platform may start a
   * second one of the same attempt: only the first works.
   */
  public static final String HOLDER_VARIABLE = "STILLHOUSE_ATTEMPT_HOLDER";

  private static final Logger LOG = LoggerFactory.getLogger(StepMain.class);

  private StepMain() {}

  /**
   * Runs the step on the task that the environment names. When the process is told to end (SIGTERM)
   * the step is asked to stop, and the process ends within 30 s.
   *
   * @return the exit code, to be given to {@link System#exit}
   */
  public static int execute(Step step, Map<String, String> environment) {
    try {
      StepTask task = readTask(environment);
      try (ArtifactStore store = ArtifactStores.open(URI.create(task.getStoreUri()), environment)) {
        if (!holds(store, new AttemptLayout(task.getAttemptPath()), environment)) {
          return ExitCode.STOPPED.code();
        }
        StepRunner runner = new StepRunner(store, task);
        try (StopOnShutdown stop = new StopOnShutdown(runner)) {
          return stop.ended(runner.run(step));
        }
      }
    } catch (StoreException e) {
      LOG.error("the task cannot be read: {}", e.getMessage());
      return Failures.exitCode(ErrorClass.INFRASTRUCTURE).code();
    } catch (IllegalArgumentException e) {
      LOG.error("the task cannot be run: {}", e.getMessage());
      return Failures.exitCode(ErrorClass.INVALID_INPUT).code();
    }
  }

  private static boolean holds(
      ArtifactStore store, AttemptLayout attempt, Map<String, String> environment) {
    String self = environment.getOrDefault(HOLDER_VARIABLE, "");
    if (self.isEmpty() || store.create(attempt.holder(), self.getBytes(StandardCharsets.UTF_8))) {
      return true;
    }
    String holder =
        store
            .read(attempt.holder())
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .orElse("");
    if (!holder.equals(self)) {
      LOG.error("attempt {} was begun by {} before; {} leaves it", attempt.folder(), holder, self);
    }
    return holder.equals(self);
  }

  private static StepTask readTask(Map<String, String> environment) {
    String location = environment.get(TASK_VARIABLE);
    if (location == null || location.isBlank()) {
      throw new IllegalArgumentException(
          "the environment variable " + TASK_VARIABLE + " must be the URI of a StepTask");
    }
    URI uri = URI.create(location);
    String path = uri.getPath();
    if (path == null || path.endsWith("/") || !path.contains("/")) {
      throw new IllegalArgumentException(
          TASK_VARIABLE + " is '" + uri + "', not the URI of a file");
    }
    // The store's root stands in the task, so the task is read through a store at its own folder.
    try (ArtifactStore folder = ArtifactStores.open(uri.resolve("."), environment)) {
      return ProtoJson.read(
              folder, path.substring(path.lastIndexOf('/') + 1), StepTask.getDefaultInstance())
          .orElseThrow(() -> new IllegalArgumentException("there is no task at " + uri));
    }
  }
}
