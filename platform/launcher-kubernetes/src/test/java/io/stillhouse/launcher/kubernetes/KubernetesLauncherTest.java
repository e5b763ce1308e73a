package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.definition.SecretKey;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.run.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real cluster. */
@Timeout(180)
class KubernetesLauncherTest {
  private static final String UNTIL_TOLD =
      "trap 'echo asked; exit 75' TERM; echo ready; while true; do sleep 0.1; done";

  private static TestNamespace namespace;

  @TempDir private Path folder;
  private ArtifactStore store;
  private KubernetesLauncher launcher;

  @BeforeAll
  static void createNamespace() throws Exception {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void deleteNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @BeforeEach
  void open() {
    store = namespace.store(folder);
    launcher = namespace.open(store);
  }

  private Requests request(String script) {
    return Requests.in(store.root()).image(TestNamespace.IMAGE).script(script);
  }

  private static AttemptExit exit(LaunchedAttempt attempt) throws Exception {
    return attempt.exit().get(150, TimeUnit.SECONDS);
  }

  private AttemptExit run(LaunchRequest request) throws Exception {
    return exit(launcher.launch(request));
  }

  private String log(LaunchRequest request) {
    return store
        .read(request.attempt().layout().log())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("");
  }

  @Test
  void aStepRunsAsNobodyInParticularOnAReadOnlyRoot() throws Exception {
    LaunchRequest request =
        request(
                "id -u; touch /x 2> /dev/null || echo read-only; touch /tmp/x /cache/x /dev/shm/x"
                    + " && echo volumes; echo $STILLHOUSE_TASK; echo $STILLHOUSE_ATTEMPT_HOLDER")
            .build();

    AttemptExit exit = run(request);

    assertThat(log(request))
        .startsWith("65532\nread-only\nvolumes\n" + request.task() + "\n")
        .contains(namespace.pods(request).get(0).getMetadata().getUid());
    assertThat(exit).isEqualTo(AttemptExit.of(0));
  }

  @Test
  void theExitCodeAndTheLastWordsAreTheSteps() throws Exception {
    LaunchRequest request = request("echo wrong input >&2; exit 64").build();

    assertThat(run(request)).isEqualTo(AttemptExit.of(64));
    assertThat(launcher.lastWords(request)).isEqualTo("wrong input");
  }

  @Test
  void moreMemoryThanThereIsSaysSo() throws Exception {
    LaunchRequest request =
        request("exec tail /dev/zero").resources(new ResourceRequest(100, 16 << 20, 0)).build();

    PlatformFailure failure = run(request).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.OUT_OF_MEMORY);
    assertThat(failure.message()).contains("16Mi", "on node", "resources.memory");
  }

  @Test
  void anImageThatDoesNotExistIsTriedForAShortWhile() throws Exception {
    LaunchRequest request = request("true").image("localhost:1/absent:1").build();

    AttemptExit exit = run(request);

    assertThat(exit.exitCode()).isEmpty();
    assertThat(exit.failure().orElseThrow().errorClass()).isEqualTo(ErrorClass.IMAGE_PULL);
    assertThat(exit.failure().orElseThrow().message()).contains("localhost:1/absent:1", "Pull");
    assertThat(namespace.pods(request)).isEmpty();
  }

  @Test
  void anImageThatMustNotBePulledFailsAtOnce() throws Exception {
    KubernetesLauncher never = namespace.open(store, Map.of("pullPolicy", "Never"), Pace.STANDARD);
    LaunchRequest request = request("true").image("localhost/absent:1").build();
    Instant start = Instant.now();

    PlatformFailure failure = exit(never.launch(request)).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.IMAGE_PULL);
    assertThat(failure.message()).contains("ErrImageNeverPull");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void threeGpusOnANodeWithTwoAreRefusedInTheWordsOfTheScheduler() throws Exception {
    KubernetesLauncher impatient = namespace.open(store, Map.of("pendingDeadline", "3s"));
    LaunchRequest request = request("true").resources(new ResourceRequest(50, 64 << 20, 3)).build();

    PlatformFailure failure = exit(impatient.launch(request)).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.UNSCHEDULABLE);
    assertThat(failure.message()).contains("Insufficient nvidia.com/gpu");
  }

  @Test
  void twoGpusOnANodeWithTwoAreThere() throws Exception {
    LaunchRequest request = request("true").resources(new ResourceRequest(50, 64 << 20, 2)).build();

    assertThat(run(request)).isEqualTo(AttemptExit.of(0));
  }

  @Test
  void whenNobodyWatchesTheClusterEndsTheStepAfterItsDeadline() throws Exception {
    KubernetesLauncher impatient = namespace.open(store, Map.of("pendingDeadline", "4s"));
    LaunchRequest request = request("sleep 60").timeout(Duration.ofSeconds(2)).build();

    PlatformFailure failure = exit(impatient.launch(request)).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.TIMEOUT);
  }

  @Test
  void aStoppedStepEndsByItselfAndLeavesNothing() throws Exception {
    LaunchRequest request = request(UNTIL_TOLD).build();
    LaunchedAttempt launched = launcher.launch(request);
    launched.running().get(60, TimeUnit.SECONDS);
    awaitLog(request, "ready\n");

    launched.stop(Duration.ofSeconds(30));

    // Kubelets before 1.22 forget the exit code of a pod that is deleted.
    AttemptExit exit = exit(launched);
    assertThat(exit.exitCode()).isIn(OptionalInt.of(75), OptionalInt.empty());
    assertThat(exit.failure()).isEmpty();
    assertThat(log(request)).isEqualTo("ready\nasked\n");
    assertThat(namespace.pods(request)).allMatch(pod -> new PodView(pod).isTerminal());
  }

  private void awaitLog(LaunchRequest request, String text) throws InterruptedException {
    while (!log(request).equals(text)) {
      Thread.sleep(50);
    }
  }

  @Test
  void aStepIsAdoptedAfterItsLauncherIsGone() throws Exception {
    LaunchRequest request = request("echo one; sleep 3; echo two; exit 3").build();
    LaunchedAttempt launched = launcher.launch(request);
    launched.running().get(60, TimeUnit.SECONDS);
    launcher.close();

    KubernetesLauncher second = namespace.open(store);
    Optional<LaunchedAttempt> adopted = second.adopt(request);

    assertThat(exit(adopted.orElseThrow())).isEqualTo(AttemptExit.of(3));
    assertThat(log(request)).isEqualTo("one\ntwo\n");
    assertThat(namespace.pods(request)).hasSize(1);
  }

  @Test
  void anAttemptThatIsGivenUpNeverStarts() throws Exception {
    LaunchRequest request = request("echo started").build();

    assertThat(launcher.adopt(request)).isEmpty();
    assertThat(namespace.open(store).adopt(request)).isEmpty();
    assertThatThrownBy(() -> launcher.launch(request))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("gave it up");
    assertThat(namespace.pods(request)).isEmpty();
  }

  @Test
  void aPodThatSomebodyDeletesEndsItsAttemptAndIsNotReplaced() throws Exception {
    LaunchRequest request = request(UNTIL_TOLD).build();
    LaunchedAttempt launched = launcher.launch(request);
    launched.running().get(60, TimeUnit.SECONDS);
    awaitLog(request, "ready\n");
    Pod pod = namespace.pods(request).get(0);

    namespace.client().resource(pod).delete();

    AttemptExit exit = exit(launched);
    assertThat(exit.failure().orElseThrow().errorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(exit.failure().orElseThrow().message()).contains("Somebody deleted pod");
    assertThat(log(request)).startsWith("ready\n");
    assertThat(namespace.pods(request)).allMatch(left -> new PodView(left).isTerminal());
  }

  @Test
  void whatTheRunLeftIsCollectedWhenItHasEnded() throws Exception {
    LaunchRequest request = request("true").build();
    run(request);

    launcher.runEnded();

    String job = JobNames.job(request.store(), request.attempt());
    while (namespace.client().batch().v1().jobs().inNamespace(namespace.name()).withName(job).get()
        != null) {
      Thread.sleep(100);
    }
    assertThat(
            namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName(JobNames.owner(store.root(), Requests.RUN))
                .get())
        .isNull();
  }

  @Test
  void aMissingSecretIsNamed() throws Exception {
    LaunchRequest request =
        request("true").secrets(Map.of("TOKEN", new SecretKey("absent", "token"))).build();

    PlatformFailure failure = run(request).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(failure.message()).contains("absent");
  }

  @Test
  void aMissingServiceAccountIsNamed() throws Exception {
    KubernetesLauncher other = namespace.open(store, Map.of("serviceAccount", "absent"));

    PlatformFailure failure = exit(other.launch(request("true").build())).failure().orElseThrow();

    assertThat(failure.errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(failure.message()).contains("serviceaccount \"absent\" not found");
  }
}
