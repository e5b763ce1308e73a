package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launcher.kubernetes.Cluster.NodeHealth;
import io.stillhouse.launcher.kubernetes.PodWait.Patience;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks into what the watch over pods cannot tell; a few requests for all attempts together. */
final class Survey {
  /** Until then nothing is odd about a pod that does not go away. */
  private static final Duration GOING_AWAY = JobManifest.GRACE.plusSeconds(30);

  /** From then on a node that may not be looked at counts as lost. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(5);

  private static final List<String> QUOTA = List.of("exceeded quota");

  private final Cluster cluster;
  private final String owner;

  Survey(Cluster cluster, String owner) {
    this.cluster = cluster;
    this.owner = owner;
  }

  /** The Jobs that there are. */
  Set<String> jobs() {
    return cluster.jobs(Map.of(Marks.OWNER, owner)).stream()
        .map(job -> job.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  /** Why Jobs could not be given a pod, by their names. */
  Map<String, PodWait> refusals() {
    Map<String, PodWait> refusals = new HashMap<>();
    for (Event event :
        cluster.events(Map.of("involvedObject.kind", "Job", "reason", "FailedCreate"))) {
      String job = event.getInvolvedObject().getName();
      refusals.put(job, refusal(job, String.valueOf(event.getMessage())));
    }
    return refusals;
  }

  static PodWait refusal(String job, String said) {
    if (QUOTA.stream().anyMatch(said::contains)) {
      return new PodWait(
          Patience.DEADLINE,
          new PlatformFailure(
              ErrorClass.UNSCHEDULABLE,
              "Job " + job + " cannot have a pod: " + ApiRefusal.quota(said)));
    }
    return new PodWait(
        Patience.SHORT,
        new PlatformFailure(
            ErrorClass.INVALID_INPUT,
            "The cluster does not let Job "
                + job
                + " have a pod: "
                + PodWait.sentence(said)
                + " Correct the step or the launcher's settings, or create what is missing."));
  }

  /** Whether a pod that does not go away never will, as its node is lost. */
  Optional<PlatformFailure> lost(PodView pod, Duration lingering) {
    Optional<String> node = pod.node();
    if (lingering.compareTo(GOING_AWAY) < 0 || node.isEmpty()) {
      return Optional.empty();
    }
    NodeHealth health = cluster.node(node.get());
    boolean lost =
        health == NodeHealth.NOT_READY
            || health == NodeHealth.GONE
            || (health == NodeHealth.UNKNOWN && lingering.compareTo(GIVEN_UP) > 0);
    return lost
        ? Optional.of(
            new PlatformFailure(
                ErrorClass.NODE_LOSS,
                "Node "
                    + node.get()
                    + " does not answer; pod "
                    + pod.name()
                    + " cannot be told to end and counts as lost."))
        : Optional.empty();
  }

  /** All pods of the run as the cluster has them now. */
  Map<String, List<PodView>> podsByJob() {
    return cluster.pods(Map.of(Marks.OWNER, owner)).stream()
        .collect(
            Collectors.groupingBy(
                pod -> pod.getMetadata().getLabels().getOrDefault(Marks.JOB_NAME, ""),
                Collectors.mapping(PodView::new, Collectors.toList())));
  }

  /** Whether a Job has ended. */
  static boolean hasEnded(Job job) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    Set.of("Complete", "Failed").contains(condition.getType())
                        && condition.getStatus().equals("True"));
  }
}
