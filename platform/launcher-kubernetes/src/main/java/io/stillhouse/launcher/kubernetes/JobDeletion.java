package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.PlatformFailure;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Deletes Jobs with foreground propagation, and waits until the cluster has deleted them, which it
 * does after their pods.
 */
final class JobDeletion {
  private static final long FIRST_LOOK_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 2_000;
  private static final long RETRY_MILLIS = 5_000;

  private final Cluster cluster;
  private final ScheduledExecutorService timer;
  private final ExecutorService blocking;

  JobDeletion(Cluster cluster, ScheduledExecutorService timer, ExecutorService blocking) {
    this.cluster = cluster;
    this.timer = timer;
    this.blocking = blocking;
  }

  /**
   * Deletes a Job.
   *
   * @param accepted told when the cluster has taken the order
   * @param gone told when it is gone
   * @param refused told when the cluster does not let it be deleted
   */
  void delete(String job, Runnable accepted, Runnable gone, Consumer<PlatformFailure> refused) {
    attempt(
        "delete Job " + job,
        () -> {
          cluster.deleteJob(job);
          accepted.run();
          look(job, FIRST_LOOK_MILLIS, gone, refused);
        },
        refused);
  }

  private void look(String job, long wait, Runnable gone, Consumer<PlatformFailure> refused) {
    after(
        wait,
        () ->
            attempt(
                "get Job " + job,
                () -> {
                  if (cluster.job(job).isEmpty()) {
                    gone.run();
                  } else {
                    look(job, Math.min(LONGEST_WAIT_MILLIS, wait * 2), gone, refused);
                  }
                },
                refused));
  }

  private void attempt(String doing, Runnable action, Consumer<PlatformFailure> refused) {
    try {
      blocking.execute(
          () -> {
            try {
              action.run();
            } catch (KubernetesClientException e) {
              if (ApiRetries.isPassing(e)) {
                after(RETRY_MILLIS, () -> attempt(doing, action, refused));
              } else {
                ApiRefusal refusal = ApiRefusal.of(e, doing, cluster.where());
                refused.accept(new PlatformFailure(refusal.errorClass(), refusal.message()));
              }
            }
          });
    } catch (RejectedExecutionException closed) {
      // The launcher is closed: whoever comes next sees a Job that is being deleted.
    }
  }

  private void after(long millis, Runnable action) {
    try {
      timer.schedule(action, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // As above.
    }
  }
}
