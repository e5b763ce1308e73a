package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a pod's end says about its attempt. */
final class PodFate {
  private static final int KILLED = 137;
  private static final Set<String> SHUTDOWNS = Set.of("Terminated", "Shutdown", "NodeShutdown");
  private static final Set<String> PREEMPTIONS = Set.of("Preempting", "Preempted");
  private static final Set<String> NEVER_STARTED =
      Set.of("ContainerCannotRun", "StartError", "RunContainerError", "CreateContainerError");

  private PodFate() {}

  /** The end of a terminal pod that was not deleted from outside. */
  static AttemptExit of(PodView pod) {
    if (pod.phase().equals("Succeeded")) {
      return AttemptExit.of(0);
    }
    return new AttemptExit(pod.exitCode(), byThePod(pod).or(() -> byTheContainer(pod)));
  }

  /** What the pod as a whole suffered, if anything. */
  static Optional<PlatformFailure> byThePod(PodView pod) {
    Optional<PlatformFailure> disrupted = disruption(pod);
    if (disrupted.isPresent()) {
      return disrupted;
    }
    String reason = pod.reason();
    String said = words(reason, pod.message());
    if (reason.equals("Evicted")) {
      return failure(
          ErrorClass.EVICTION,
          pod.where() + " was evicted: " + said + ". Ask for what the step really uses.");
    }
    if (reason.equals("DeadlineExceeded")) {
      return failure(ErrorClass.TIMEOUT, pod.where() + " ran past its deadline: " + said + ".");
    }
    if (PREEMPTIONS.contains(reason)) {
      return failure(ErrorClass.PREEMPTION, pod.where() + " had to make room: " + said + ".");
    }
    if (SHUTDOWNS.contains(reason)) {
      return failure(
          ErrorClass.PREEMPTION,
          "The machine of " + pod.where() + " was taken back: " + said + ".");
    }
    if (reason.equals("NodeLost")) {
      return failure(
          ErrorClass.NODE_LOSS, "The node of " + pod.where() + " was lost: " + said + ".");
    }
    if (!reason.isEmpty() && pod.terminated().isEmpty()) {
      // OutOfcpu, NodeAffinity, UnexpectedAdmissionError: the kubelet saw the node otherwise than
      // the scheduler; another try finds another place.
      return failure(
          ErrorClass.INFRASTRUCTURE, "The node refused " + pod.where() + ": " + said + ".");
    }
    return Optional.empty();
  }

  private static Optional<PlatformFailure> disruption(PodView pod) {
    Optional<PodCondition> disrupted =
        pod.condition("DisruptionTarget").filter(c -> c.getStatus().equals("True"));
    if (disrupted.isEmpty()) {
      return Optional.empty();
    }
    String reason = String.valueOf(disrupted.get().getReason());
    String said = words(reason, disrupted.get().getMessage());
    return switch (reason) {
      case "PreemptionByScheduler" ->
          failure(
              ErrorClass.PREEMPTION,
              pod.where() + " had to make room for a more important pod: " + said + ".");
      case "DeletionByTaintManager", "DeletionByPodGC" ->
          failure(ErrorClass.NODE_LOSS, "The node of " + pod.where() + " was lost: " + said + ".");
      case "EvictionByEvictionAPI" ->
          failure(ErrorClass.EVICTION, pod.where() + " was evicted: " + said + ".");
      case "TerminationByKubelet" ->
          pod.reason().equals("Evicted")
              ? Optional.empty()
              : failure(
                  ErrorClass.PREEMPTION,
                  "The machine of " + pod.where() + " was taken back: " + said + ".");
      default -> failure(ErrorClass.INFRASTRUCTURE, pod.where() + " was disrupted: " + said + ".");
    };
  }

  private static Optional<PlatformFailure> byTheContainer(PodView pod) {
    Optional<ContainerStateTerminated> terminated = pod.terminated();
    if (terminated.isEmpty()) {
      return Optional.empty();
    }
    String reason = Optional.ofNullable(terminated.get().getReason()).orElse("");
    String message = Optional.ofNullable(terminated.get().getMessage()).orElse("").strip();
    if (reason.equals("OOMKilled") || terminated.get().getExitCode() == KILLED) {
      return failure(
          ErrorClass.OUT_OF_MEMORY,
          pod.where()
              + " used more memory than its "
              + pod.memory()
              + " and was killed ("
              + (reason.isEmpty() ? "exit code 137" : reason)
              + "). Raise the step's resources.memory.");
    }
    if (NEVER_STARTED.contains(reason)) {
      return failure(
          ErrorClass.INVALID_INPUT,
          "The image "
              + pod.image()
              + " cannot be started in "
              + pod.where()
              + ": "
              + words(reason, message)
              + ". Correct its entry point.");
    }
    return Optional.empty();
  }

  private static String words(String reason, @Nullable String message) {
    String text = message == null ? "" : message.strip();
    String withoutDot = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return withoutDot.isEmpty() ? reason : withoutDot;
  }

  private static Optional<PlatformFailure> failure(ErrorClass errorClass, String message) {
    return Optional.of(new PlatformFailure(errorClass, message));
  }
}
