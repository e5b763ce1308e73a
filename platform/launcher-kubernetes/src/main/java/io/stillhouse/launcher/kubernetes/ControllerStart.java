package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.run.ErrorClass;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Starts the Job that takes a run to its end, and waits until it is at work. */
final class ControllerStart {
  private static final long LOOK_MILLIS = 500;
  private static final int LAST_LINES = 20;

  /** A controller that does not work keeps nothing that could be lost. */
  private static final Duration NOTHING_TO_SAVE = Duration.ofSeconds(1);

  private final ClusterAccess access;
  private final Cluster cluster;
  private final KubernetesSettings settings;
  private final Pace pace;

  ControllerStart(ClusterAccess access, Cluster cluster, KubernetesSettings settings, Pace pace) {
    this.access = access;
    this.cluster = cluster;
    this.settings = settings;
    this.pace = pace;
  }

  /**
   * Returns when the run is at work, or has ended already.
   *
   * @param atWork whether it is
   * @return the Job and where it is, for a person
   * @throws LaunchException if the Job cannot be made, or cannot do its work; then there is none
   */
  String start(ControllerRequest request, BooleanSupplier atWork) throws LaunchException {
    RunOwner owner = new RunOwner(cluster, request.store(), request.run(), Clock.systemUTC());
    String name = JobNames.controller(request.store(), request.run());
    String doing = "create the ConfigMap that owns run " + request.run().runId();
    try {
      Job draft = new ControllerJobs(settings).of(request, owner.reference());
      doing = "create Job " + name;
      // One that is there is an earlier start's, which this joins.
      cluster.create(draft);
      doing = "look after Job " + name;
      await(name, owner, atWork);
      return "Job " + name + " in " + cluster.where();
    } catch (KubernetesClientException e) {
      throw ApiRefusal.of(e, doing, cluster.where()).asException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException(
          ErrorClass.CANCELLATION, "interrupted while Job " + name + " was to begin", e);
    }
  }

  private void await(String job, RunOwner owner, BooleanSupplier atWork)
      throws LaunchException, InterruptedException {
    long start = System.nanoTime();
    while (!atWork.getAsBoolean()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      Optional<LaunchException> failure = failure(job, waited);
      // What was at work a moment ago may have ended by now.
      if (failure.isPresent() && !atWork.getAsBoolean()) {
        delete(job);
        if (cluster.jobs(Map.of(Marks.OWNER, owner.name())).isEmpty()) {
          owner.delete();
        }
        throw failure.get();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void delete(String job) {
    cluster.deleteJob(job);
    for (var pod : cluster.pods(Map.of(Marks.JOB_NAME, job))) {
      cluster.deletePod(pod.getMetadata().getName(), NOTHING_TO_SAVE);
    }
  }

  private Optional<LaunchException> failure(String job, Duration waited) {
    List<PodView> pods =
        cluster.pods(Map.of(Marks.JOB_NAME, job)).stream()
            .map(PodView::new)
            .sorted(Comparator.comparing(pod -> pod.pod().getMetadata().getCreationTimestamp()))
            .toList();
    if (pods.isEmpty()) {
      return refusal(job).flatMap(wait -> failure(wait, waited));
    }
    PodView last = pods.get(pods.size() - 1);
    if (last.restarts() > 0 || last.isTerminal()) {
      return Optional.of(
          new LaunchException(
              ErrorClass.APPLICATION,
              "the controller in "
                  + last.where()
                  + " ended at once:\n"
                  + last.lastWords().orElse("(it said nothing)")));
    }
    return last.began().isPresent() ? tooLate(last, waited) : failure(PodWait.of(last), waited);
  }

  private Optional<LaunchException> failure(PodWait wait, Duration waited) {
    Duration patience =
        switch (wait.patience()) {
          case NONE -> Duration.ZERO;
          case SHORT -> pace.shortPatience();
          case DEADLINE -> settings.pendingDeadline();
        };
    return waited.compareTo(patience) < 0
        ? Optional.empty()
        : Optional.of(new LaunchException(wait.failure().errorClass(), wait.failure().message()));
  }

  private Optional<LaunchException> tooLate(PodView pod, Duration waited) {
    return waited.compareTo(settings.pendingDeadline()) < 0
        ? Optional.empty()
        : Optional.of(
            new LaunchException(
                ErrorClass.INFRASTRUCTURE,
                "the controller in "
                    + pod.where()
                    + " did not take the run; does it reach the store? It says:\n"
                    + log(pod)));
  }

  private Optional<PodWait> refusal(String job) {
    return cluster
        .events(
            Map.of(
                "involvedObject.kind", "Job",
                "involvedObject.name", job,
                "reason", "FailedCreate"))
        .stream()
        .map(Event::getMessage)
        .reduce((earlier, later) -> later)
        .map(said -> Survey.refusal(job, said));
  }

  /** What it prints now, as it has not ended. */
  private String log(PodView pod) {
    try {
      return access
          .client()
          .pods()
          .inNamespace(access.namespace())
          .withName(pod.name())
          .inContainer(ControllerJobs.CONTAINER)
          .tailingLines(LAST_LINES)
          .getLog()
          .strip();
    } catch (KubernetesClientException e) {
      return "(its log cannot be read: kubectl logs " + pod.name() + ")";
    }
  }
}
