package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.flinkclient.WorkLayout;
import io.stillhouse.step.ShardSession;
import io.stillhouse.step.StepContext;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.Serialized;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on a Flink session. Tasks, results and the workers' program lie in the store; the job
 * carries names of tasks only. What the session loses is submitted again, without what is done.
 *
 * @param <T> the tasks
 * @param <R> what becomes of each
 */
public final class SessionShards<T extends ShardTask, R extends Serializable> {
  private static final Logger LOG = LoggerFactory.getLogger(SessionShards.class);

  private static final Duration SESSION_COMES_WITHIN = Duration.ofSeconds(30);

  private final StepContext context;
  private final ShardSession session;
  private final WorkLayout layout;
  private final FollowedWork followed;

  /**
   * @param name tells this work from other work of the attempt
   */
  public SessionShards(
      StepContext context, ShardSession session, String name, FollowedWork followed) {
    this.context = context;
    this.session = session;
    this.layout = new WorkLayout(session.attempt().work() + "/" + name);
    this.followed = followed;
  }

  /** Does all tasks; what became of them, in their order. */
  @SuppressWarnings("unchecked") // Workers give what the work is declared to give.
  public List<R> run(ShardWork<T, R> work, List<T> tasks) throws IOException {
    ArtifactStore store = session.store();
    CollectedTasks collected = new CollectedTasks(store, layout);
    try (SessionJobs jobs = new SessionJobs(context, session, layout)) {
      jobs.awaitSession(SESSION_COMES_WITHIN);
      jobs.cancelEarlier();
      store.replace(layout.work(), Serialized.write(work));
      for (T task : tasks) {
        store.replace(layout.task(task.name()), Serialized.write(task));
      }
      store.replace(
          layout.program(),
          new StepProgram(System.getProperty("java.class.path"))
              .publish(store)
              .text()
              .getBytes(StandardCharsets.UTF_8));
      new SessionFollower(context, jobs, collected, followed, tasks.size()).follow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while workers were at it", e);
    } finally {
      discard(store);
    }
    collected.files().forEach((output, files) -> files.forEach(context.output(output)::stored));
    return tasks.stream().map(task -> (R) collected.done(task.name()).result()).toList();
  }

  private void discard(ArtifactStore store) {
    try {
      store.deleteAll(layout.folder());
    } catch (RuntimeException e) {
      LOG.warn("{} could not be deleted; gc deletes it with the run", layout.folder(), e);
    }
  }
}
