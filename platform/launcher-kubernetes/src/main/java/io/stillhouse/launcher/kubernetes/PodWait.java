package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import java.util.Optional;
import java.util.Set;

/**
 * Why a pod does not run yet.
 *
 * @param patience how long to wait for it to change
 * @param failure what the attempt fails with when the patience is at its end
 */
record PodWait(Patience patience, PlatformFailure failure) {
  /** How long it makes sense to wait. */
  enum Patience {
    /** It will not change. */
    NONE,
    /** It seldom changes. */
    SHORT,
    /** Until the pending deadline. */
    DEADLINE
  }

  private static final Set<String> HOPELESS_IMAGES =
      Set.of("InvalidImageName", "ErrImageNeverPull");
  private static final Set<String> MISSING_IMAGES =
      Set.of("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError");
  private static final Set<String> MISCONFIGURATIONS =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  /** Why that pod, which has not begun, waits. */
  static PodWait of(PodView pod) {
    Optional<ContainerStateWaiting> waiting = pod.waiting();
    String reason = waiting.map(ContainerStateWaiting::getReason).orElse("");
    String said =
        waiting
            .map(ContainerStateWaiting::getMessage)
            .filter(text -> !text.isBlank())
            .orElse(reason);
    if (HOPELESS_IMAGES.contains(reason) || MISSING_IMAGES.contains(reason)) {
      return new PodWait(
          HOPELESS_IMAGES.contains(reason) ? Patience.NONE : Patience.SHORT,
          new PlatformFailure(
              ErrorClass.IMAGE_PULL,
              "The image "
                  + pod.image()
                  + " cannot be had for "
                  + pod.where()
                  + " ("
                  + reason
                  + "): "
                  + sentence(said)
                  + " Build and push it, correct its name, or let the cluster read it"
                  + " (imagePullSecrets)."));
    }
    if (MISCONFIGURATIONS.contains(reason)) {
      return new PodWait(
          Patience.SHORT,
          new PlatformFailure(
              ErrorClass.INVALID_INPUT,
              "The container of "
                  + pod.where()
                  + " cannot be made ("
                  + reason
                  + "): "
                  + sentence(said)
                  + " Correct the step or create what is missing."));
    }
    Optional<PodCondition> unscheduled =
        pod.condition("PodScheduled").filter(condition -> condition.getStatus().equals("False"));
    if (unscheduled.isPresent()) {
      return new PodWait(
          Patience.DEADLINE,
          new PlatformFailure(
              ErrorClass.UNSCHEDULABLE,
              "No node took "
                  + pod.where()
                  + ". The scheduler says: "
                  + sentence(String.valueOf(unscheduled.get().getMessage()))));
    }
    return new PodWait(
        Patience.DEADLINE,
        new PlatformFailure(
            ErrorClass.INFRASTRUCTURE,
            "The container of "
                + pod.where()
                + " was not started"
                + (said.isEmpty() ? "." : ": " + sentence(said))
                + " See kubectl describe pod "
                + pod.name()
                + "."));
  }

  static String sentence(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") ? stripped : stripped + ".";
  }
}
