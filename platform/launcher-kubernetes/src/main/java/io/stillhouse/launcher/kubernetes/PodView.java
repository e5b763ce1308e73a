package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a pod says, without its nulls.
 *
 * @param pod the pod as the cluster told of it
 */
record PodView(Pod pod) {

  String name() {
    return pod.getMetadata().getName();
  }

  String uid() {
    return pod.getMetadata().getUid();
  }

  Optional<String> node() {
    return Optional.ofNullable(pod.getSpec().getNodeName());
  }

  /** Pod and node in words. */
  String where() {
    return "pod " + name() + node().map(node -> " on node " + node).orElse("");
  }

  boolean isBeingDeleted() {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  String phase() {
    return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase).orElse("");
  }

  /** Nothing of it runs, nor ever will. */
  boolean isTerminal() {
    return phase().equals("Succeeded") || phase().equals("Failed");
  }

  String reason() {
    return Optional.ofNullable(pod.getStatus()).map(PodStatus::getReason).orElse("");
  }

  String message() {
    return Optional.ofNullable(pod.getStatus()).map(PodStatus::getMessage).orElse("");
  }

  Optional<PodCondition> condition(String type) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> condition.getType().equals(type))
        .findFirst();
  }

  private Optional<ContainerStatus> status() {
    Stream<ContainerStatus> statuses =
        Optional.ofNullable(pod.getStatus()).stream()
            .flatMap(status -> status.getContainerStatuses().stream());
    return statuses.filter(status -> status.getName().equals(container())).findFirst();
  }

  /** The first container is the one that was asked for; others may have been added to it. */
  private String container() {
    return pod.getSpec().getContainers().get(0).getName();
  }

  private Optional<ContainerState> state() {
    return status().map(ContainerStatus::getState);
  }

  /** How often the container was started again. */
  int restarts() {
    return status().map(ContainerStatus::getRestartCount).orElse(0);
  }

  /** What the container that ended last said of itself; empty if none did. */
  Optional<String> lastWords() {
    return terminated()
        .or(() -> status().map(ContainerStatus::getLastState).map(ContainerState::getTerminated))
        .map(ContainerStateTerminated::getMessage)
        .map(String::strip)
        .filter(words -> !words.isEmpty());
  }

  Optional<ContainerStateWaiting> waiting() {
    return state().map(ContainerState::getWaiting);
  }

  Optional<ContainerStateTerminated> terminated() {
    return state().map(ContainerState::getTerminated);
  }

  OptionalInt exitCode() {
    return terminated().stream().mapToInt(ContainerStateTerminated::getExitCode).findFirst();
  }

  /** When the process began, by its node's clock; empty before. */
  Optional<Instant> began() {
    Optional<String> time =
        state()
            .flatMap(
                state ->
                    Optional.ofNullable(state.getRunning())
                        .map(running -> running.getStartedAt())
                        .or(
                            () ->
                                Optional.ofNullable(state.getTerminated())
                                    .map(ContainerStateTerminated::getStartedAt)));
    // A container that never started has the beginning of time.
    return time.map(Instant::parse).filter(instant -> instant.isAfter(Instant.EPOCH));
  }

  String image() {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  String memory() {
    return String.valueOf(
        pod.getSpec().getContainers().get(0).getResources().getLimits().get("memory"));
  }
}
