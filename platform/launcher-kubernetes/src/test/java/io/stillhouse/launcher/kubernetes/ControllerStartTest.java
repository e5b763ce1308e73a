package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.Leftovers;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real cluster, with a shell in place of the stillhouse command. */
@Timeout(180)
class ControllerStartTest {
  private static final URI STORE = URI.create("gs://bucket/runs");

  private static TestNamespace namespace;

  @BeforeAll
  static void createNamespace() throws Exception {
    namespace = TestNamespace.create();
    namespace
        .client()
        .serviceAccounts()
        .inNamespace(namespace.name())
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("stillhouse-controller")
                .endMetadata()
                .build())
        .create();
  }

  @AfterAll
  static void deleteNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void aControllerThatWorksIsStartedOnceAndItsRunIsNotLeftBehind() throws Exception {
    RunLayout run = new RunLayout("works", "20260101-000000-aaaaaa");
    ControllerRequest request = request(run, "sleep", "600");
    BooleanSupplier itsPodRuns = () -> "Running".equals(phase(run));

    String place = start(request, Map.of(), itsPodRuns);
    assertThat(start(request, Map.of(), itsPodRuns)).isEqualTo(place);

    assertThat(place)
        .contains("Job " + JobNames.controller(STORE, run), "namespace " + namespace.name());
    Job job = job(run);
    assertThat(job.getSpec().getTemplate().getSpec().getServiceAccountName())
        .isEqualTo("stillhouse-controller");
    try (Leftovers leftovers = leftovers()) {
      assertThat(leftovers.runs()).doesNotContainKey(run);
      leftovers.delete(run);
    }
    awaitDeletion(run);
  }

  @Test
  void aControllerWhoseWorkIsDoneLeavesItsRunToWhoeverLooksForLeftovers() throws Exception {
    RunLayout run = new RunLayout("ends", "20260101-000000-aaaaaa");
    start(request(run, "sh", "-c", "exit 0"), Map.of(), () -> "Succeeded".equals(phase(run)));

    try (Leftovers leftovers = leftovers()) {
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!leftovers.runs().containsKey(run) && System.nanoTime() < deadline) {
        Thread.sleep(200); // the Job ends a moment after its pod
      }
      assertThat(leftovers.runs()).containsKey(run);
      leftovers.delete(run);
      assertThat(leftovers.runs()).doesNotContainKey(run);
    }
    awaitDeletion(run);
  }

  @Test
  void anImageThatIsAbsentIsToldAndNothingIsLeft() throws Exception {
    RunLayout run = new RunLayout("absent", "20260101-000000-aaaaaa");

    assertThatThrownBy(
            () ->
                start(
                    request(run, "true"),
                    Map.of(
                        "controllerImage", "stillhouse/controller:absent", "pullPolicy", "Never"),
                    () -> false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("The image stillhouse/controller:absent cannot be had");
    awaitDeletion(run);
  }

  @Test
  void anAccountThatIsAbsentIsTold() throws Exception {
    RunLayout run = new RunLayout("account", "20260101-000000-aaaaaa");

    assertThatThrownBy(
            () -> start(request(run, "true"), Map.of("controllerAccount", "nobody"), () -> false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("serviceaccount \"nobody\" not found");
    awaitDeletion(run);
  }

  @Test
  void aControllerThatEndsAtOnceIsToldWithItsLastWords() throws Exception {
    RunLayout run = new RunLayout("fails", "20260101-000000-aaaaaa");

    assertThatThrownBy(
            () ->
                start(
                    request(run, "sh", "-c", "echo no such store; exit 4"), Map.of(), () -> false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("ended at once:\nno such store");
    awaitDeletion(run);
  }

  @Test
  void whoMayNotCreateJobsIsTold() {
    RunLayout run = new RunLayout("forbidden", "20260101-000000-aaaaaa");
    KubernetesSettings settings = settings(Map.of());
    ClusterAccess all = ClusterAccess.of(settings, Map.of(), http -> {});
    KubernetesClient powerless = all.client();
    powerless.getConfiguration().setImpersonateUsername("system:serviceaccount:default:default");

    assertThatThrownBy(
            () ->
                new ControllerStart(all, cluster(all), settings, TestNamespace.QUICK)
                    .start(request(run, "true"), () -> false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("the cluster forbids it")
        .hasMessageContaining("k8s/");
    powerless.close();
  }

  @Test
  void withoutAnImageThereIsNoController() {
    RunLayout run = new RunLayout("imageless", "20260101-000000-aaaaaa");
    ControllerRequest request =
        new ControllerRequest(run, STORE, Optional.empty(), List.of(), Map.of(), Map.of());

    assertThatThrownBy(() -> start(request, Map.of(), () -> false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("kubernetes.controllerImage");
  }

  private static ControllerRequest request(RunLayout run, String... command) {
    return new ControllerRequest(
        run, STORE, Optional.of(TestNamespace.IMAGE), List.of(command), Map.of(), Map.of());
  }

  private static KubernetesSettings settings(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>();
    all.put("kubeconfig", namespace.kubeconfig().toString());
    all.put("namespace", namespace.name());
    all.put("pullPolicy", "IfNotPresent");
    all.putAll(more);
    return KubernetesSettings.parse(all);
  }

  private static String start(
      ControllerRequest request, Map<String, String> more, BooleanSupplier atWork)
      throws LaunchException {
    KubernetesSettings settings = settings(more);
    ClusterAccess access = ClusterAccess.of(settings, Map.of(), http -> {});
    try (KubernetesClient client = access.client()) {
      return new ControllerStart(access, cluster(access), settings, TestNamespace.QUICK)
          .start(request, atWork);
    }
  }

  private static Leftovers leftovers() {
    ClusterAccess access = ClusterAccess.of(settings(Map.of()), Map.of(), http -> {});
    return new ClusterLeftovers(access, cluster(access), STORE, Clock.systemUTC());
  }

  private static Cluster cluster(ClusterAccess access) {
    return new Cluster(access, new ApiRetries(Duration.ofSeconds(20), new Random()));
  }

  private static Job job(RunLayout run) {
    return namespace
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace.name())
        .withName(JobNames.controller(STORE, run))
        .get();
  }

  private static String phase(RunLayout run) {
    return namespace
        .client()
        .pods()
        .inNamespace(namespace.name())
        .withLabel(Marks.JOB_NAME, JobNames.controller(STORE, run))
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getStatus().getPhase())
        .findFirst()
        .orElse("");
  }

  /** Waits until the Job is gone or going: the cluster takes its time to collect pods. */
  private static void awaitDeletion(RunLayout run) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    Job job = job(run);
    while (job != null && job.getMetadata().getDeletionTimestamp() == null) {
      assertThat(System.nanoTime()).as("Job %s stays", run).isLessThan(deadline);
      Thread.sleep(200);
      job = job(run);
    }
  }
}
