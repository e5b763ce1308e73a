package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out why a pod was deleted by somebody else than its launcher. */
final class DeletionCause {
  private static final Logger LOG = LoggerFactory.getLogger(DeletionCause.class);
  private static final String SPOT = "cloud.google.com/gke-spot";

  private final Cluster cluster;

  DeletionCause(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The cause, from what the pod said last, from events about it, and from its node. */
  PlatformFailure of(PodView pod) {
    Optional<PlatformFailure> said = PodFate.byThePod(pod);
    if (said.isPresent()) {
      return said.get();
    }
    try {
      List<Event> events = cluster.events(Map.of("involvedObject.uid", pod.uid()));
      return byEvents(pod, events)
          .or(() -> byNode(pod))
          .orElseGet(
              () ->
                  new PlatformFailure(
                      ErrorClass.INFRASTRUCTURE,
                      "Somebody deleted " + pod.where() + " while it was at work."));
    } catch (KubernetesClientException e) {
      LOG.warn("cannot find out why {} was deleted", pod.where(), e);
      return new PlatformFailure(
          ErrorClass.INFRASTRUCTURE,
          pod.where() + " was deleted while it was at work; why cannot be found out.");
    }
  }

  private Optional<PlatformFailure> byEvents(PodView pod, List<Event> events) {
    Optional<Event> preempted = withReason(events, "Preempted");
    if (preempted.isPresent()) {
      return Optional.of(
          new PlatformFailure(
              ErrorClass.PREEMPTION,
              pod.where()
                  + " had to make room for a more important pod: "
                  + PodWait.sentence(preempted.get().getMessage())));
    }
    return withReason(events, "Evicted")
        .map(
            event ->
                new PlatformFailure(
                    ErrorClass.EVICTION,
                    pod.where() + " was evicted: " + PodWait.sentence(event.getMessage())));
  }

  private static Optional<Event> withReason(List<Event> events, String reason) {
    return events.stream().filter(event -> reason.equals(event.getReason())).findFirst();
  }

  private Optional<PlatformFailure> byNode(PodView pod) {
    Optional<String> name = pod.node();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return switch (cluster.node(name.get())) {
      case READY, UNKNOWN -> Optional.empty();
      case NOT_READY ->
          Optional.of(
              new PlatformFailure(
                  ErrorClass.NODE_LOSS,
                  "Node " + name.get() + " does not answer; pod " + pod.name() + " was lost."));
      case GONE -> Optional.of(gone(pod, name.get()));
    };
  }

  /** A spot machine that vanished was taken back. */
  private static PlatformFailure gone(PodView pod, String node) {
    Map<String, String> selector = pod.pod().getSpec().getNodeSelector();
    boolean spot = selector != null && "true".equals(selector.get(SPOT));
    return new PlatformFailure(
        spot ? ErrorClass.PREEMPTION : ErrorClass.NODE_LOSS,
        (spot ? "Spot node " : "Node ") + node + " is gone, and pod " + pod.name() + " with it.");
  }
}
