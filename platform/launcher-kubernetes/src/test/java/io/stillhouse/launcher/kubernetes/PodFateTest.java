package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launcher.kubernetes.PodWait.Patience;
import io.stillhouse.model.run.ErrorClass;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFateTest {
  private static Pod pod(String phase) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("train-1-x")
        .endMetadata()
        .withNewSpec()
        .withNodeName("node1")
        .addNewContainer()
        .withName("step")
        .withImage("stillhouse/train:1")
        .withNewResources()
        .withLimits(Map.of("memory", new Quantity("2Gi")))
        .endResources()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }

  private static PodView terminated(int exitCode, String reason) {
    return new PodView(
        new PodBuilder(pod("Failed"))
            .editStatus()
            .addNewContainerStatus()
            .withName("step")
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  private static PodView failed(String reason, String message) {
    return new PodView(
        new PodBuilder(pod("Failed"))
            .editStatus()
            .withReason(reason)
            .withMessage(message)
            .endStatus()
            .build());
  }

  private static PodView disrupted(String reason) {
    return new PodView(
        new PodBuilder(pod("Failed"))
            .editStatus()
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason(reason)
            .withMessage("in its words")
            .endCondition()
            .endStatus()
            .build());
  }

  private static PodView waiting(String reason) {
    return new PodView(
        new PodBuilder(pod("Pending"))
            .editStatus()
            .addNewContainerStatus()
            .withName("step")
            .withNewState()
            .withNewWaiting()
            .withReason(reason)
            .withMessage("the kubelet's words")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  @Test
  void aPodThatSucceededHasTheExitCodeZero() {
    assertThat(PodFate.of(new PodView(pod("Succeeded")))).isEqualTo(AttemptExit.of(0));
  }

  @Test
  void anExitCodeOfTheStepSpeaksForItself() {
    assertThat(PodFate.of(terminated(64, "Error"))).isEqualTo(AttemptExit.of(64));
    assertThat(PodFate.of(terminated(143, "Error"))).isEqualTo(AttemptExit.of(143));
  }

  @ParameterizedTest
  @CsvSource({"137, OOMKilled", "1, OOMKilled", "137, Error"})
  void aKilledStepRanOutOfMemory(int exitCode, String reason) {
    PlatformFailure failure = PodFate.of(terminated(exitCode, reason)).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.OUT_OF_MEMORY);
    assertThat(failure.message()).contains("train-1-x on node node1", "2Gi", "resources.memory");
  }

  @ParameterizedTest
  @CsvSource({
    "Evicted, EVICTION",
    "DeadlineExceeded, TIMEOUT",
    "Preempting, PREEMPTION",
    "Terminated, PREEMPTION",
    "Shutdown, PREEMPTION",
    "NodeShutdown, PREEMPTION",
    "NodeLost, NODE_LOSS",
    "OutOfcpu, INFRASTRUCTURE",
    "UnexpectedAdmissionError, INFRASTRUCTURE",
  })
  void theReasonOfAPodDecides(String reason, ErrorClass expected) {
    PlatformFailure failure =
        PodFate.of(failed(reason, "The node was low on resource: memory. "))
            .failure()
            .orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(expected);
    assertThat(failure.message()).contains("low on resource: memory").doesNotContain("..");
  }

  @ParameterizedTest
  @CsvSource({
    "PreemptionByScheduler, PREEMPTION",
    "DeletionByTaintManager, NODE_LOSS",
    "DeletionByPodGC, NODE_LOSS",
    "EvictionByEvictionAPI, EVICTION",
    "TerminationByKubelet, PREEMPTION",
  })
  void aDisruptionDecides(String reason, ErrorClass expected) {
    PlatformFailure failure = PodFate.of(disrupted(reason)).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(expected);
    assertThat(failure.message()).contains("in its words");
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidImageName, NONE, IMAGE_PULL",
    "ErrImageNeverPull, NONE, IMAGE_PULL",
    "ErrImagePull, SHORT, IMAGE_PULL",
    "ImagePullBackOff, SHORT, IMAGE_PULL",
    "CreateContainerConfigError, SHORT, INVALID_INPUT",
    "ContainerCreating, DEADLINE, INFRASTRUCTURE",
  })
  void whatAPodWaitsForDecidesHowLong(String reason, Patience patience, ErrorClass expected) {
    PodWait wait = PodWait.of(waiting(reason));

    assertThat(wait.patience()).isEqualTo(patience);
    assertThat(wait.failure().errorClass()).isEqualTo(expected);
    assertThat(wait.failure().message()).contains("the kubelet's words");
  }
}
