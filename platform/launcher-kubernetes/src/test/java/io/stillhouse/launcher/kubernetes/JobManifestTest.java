package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.model.definition.PreemptionPolicy;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.definition.SecretKey;
import io.stillhouse.model.resource.ResourceRequest;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobManifestTest {
  private static final URI STORE = URI.create("gs://bucket/store");

  private final JobManifest manifest =
      new JobManifest(
          KubernetesSettings.parse(Map.of("pendingDeadline", "1m")),
          Map.of("STILLHOUSE_GCS_USER_PROJECT", "paying", "STORAGE_EMULATOR_HOST", "here"));

  private PodSpec pod(Requests request) throws LaunchException {
    return manifest.of(request.build()).getSpec().getTemplate().getSpec();
  }

  private static Scheduling scheduled(Map<String, Value> affinity) {
    return new Scheduling(
        Map.of("disk", "ssd"),
        List.of(),
        Optional.of("trainer"),
        Optional.of(new MapValue(affinity)),
        Optional.of("batch"),
        Optional.of(PreemptionPolicy.NEVER),
        true,
        Map.of("TOKEN", new SecretKey("tracking", "token")),
        Map.of("example.org/owner", "vision"));
  }

  @Test
  void anAttemptIsTriedOnceByTheCluster() throws Exception {
    Job job = manifest.of(Requests.in(STORE).build());

    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getParallelism()).isEqualTo(1);
    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    assertThat(manifest.spent(Requests.in(STORE).build()).getSpec().getParallelism()).isZero();
  }

  @Test
  void theNameFollowsFromTheAttemptAndItsStore() throws Exception {
    String name = manifest.of(Requests.in(STORE).build()).getMetadata().getName();

    assertThat(name).startsWith("train-1-");
    assertThat(manifest.of(Requests.in(STORE).build()).getMetadata().getName()).isEqualTo(name);
    assertThat(manifest.of(Requests.in(STORE).number(2).build()).getMetadata().getName())
        .isNotEqualTo(name);
    assertThat(manifest.of(Requests.in(URI.create("gs://other")).build()).getMetadata().getName())
        .isNotEqualTo(name);
    String longest = "a".repeat(63);
    assertThat(manifest.of(Requests.in(STORE).step(longest).build()).getMetadata().getName())
        .hasSize(63)
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  }

  @Test
  void thePodSatisfiesTheRestrictedStandard() throws Exception {
    PodSpec pod = pod(Requests.in(STORE));
    Container container = pod.getContainers().get(0);

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
  }

  @Test
  void requestsAndLimitsAreWhatTheStepAsksFor() throws Exception {
    PodSpec pod = pod(Requests.in(STORE).resources(new ResourceRequest(1500, 3L << 30, 2)));

    Map<String, Quantity> asked =
        Map.of(
            "cpu", new Quantity("1500m"),
            "memory", new Quantity("3072Mi"),
            "nvidia.com/gpu", new Quantity("2"));
    assertThat(pod.getContainers().get(0).getResources().getRequests()).isEqualTo(asked);
    assertThat(pod.getContainers().get(0).getResources().getLimits()).isEqualTo(asked);
    assertThat(pod.getTolerations()).extracting(Toleration::getKey).contains("nvidia.com/gpu");
  }

  @Test
  void theEnvironmentSaysWhatTheStepIsAndHowItReachesTheStore() throws Exception {
    List<EnvVar> variables =
        pod(Requests.in(STORE)
                .environment(Map.of("PRICE", "$(HOME) $5", "OMP_WAIT_POLICY", "active"))
                .scheduling(scheduled(Map.of())))
            .getContainers()
            .get(0)
            .getEnv();

    assertThat(variables)
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .contains(
            "STILLHOUSE_TASK=gs://bucket/store/digits/20260101-000000-abcdef/train/1/task.json",
            "OMP_NUM_THREADS=1",
            "OMP_WAIT_POLICY=active",
            "PRICE=$$(HOME) $5",
            "STILLHOUSE_GCS_USER_PROJECT=paying",
            "TOKEN=null",
            "STILLHOUSE_ATTEMPT_HOLDER=null")
        .noneMatch(variable -> variable.startsWith("STORAGE_EMULATOR_HOST"));
    assertThat(variables)
        .filteredOn(variable -> variable.getName().equals("TOKEN"))
        .singleElement()
        .satisfies(
            variable ->
                assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                    .isEqualTo("tracking"));
  }

  @Test
  void schedulingArrivesAsKubernetesHasIt() throws Exception {
    Value affinity =
        new MapValue(
            Map.of(
                "requiredDuringSchedulingIgnoredDuringExecution",
                new ListValue(
                    List.of(
                        new MapValue(
                            Map.of("topologyKey", new TextValue("kubernetes.io/hostname")))))));
    Requests request =
        Requests.in(STORE)
            .scheduling(scheduled(Map.of("podAntiAffinity", affinity)))
            .timeout(Duration.ofMillis(90_500));

    PodSpec pod = pod(request);

    assertThat(pod.getServiceAccountName()).isEqualTo("trainer");
    assertThat(pod.getPriorityClassName()).isEqualTo("batch");
    assertThat(pod.getPreemptionPolicy()).isEqualTo("Never");
    assertThat(pod.getNodeSelector())
        .isEqualTo(Map.of("disk", "ssd", "cloud.google.com/gke-spot", "true"));
    assertThat(pod.getTolerations())
        .extracting(Toleration::getKey)
        .containsExactly("cloud.google.com/gke-spot");
    assertThat(
            pod.getAffinity()
                .getPodAntiAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .get(0)
                .getTopologyKey())
        .isEqualTo("kubernetes.io/hostname");
    assertThat(pod.getActiveDeadlineSeconds()).isEqualTo(151);
    assertThat(manifest.of(request.build()).getMetadata().getAnnotations())
        .containsEntry("example.org/owner", "vision")
        .containsEntry("stillhouse.io/attempt", "digits/20260101-000000-abcdef/train/1");
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsRefusedWithItsPath() {
    Value affinity =
        new MapValue(Map.of("preferredDuringSchedulingIgnoredDuringExecutoin", new TextValue("x")));

    assertThatThrownBy(
            () -> pod(Requests.in(STORE).scheduling(scheduled(Map.of("nodeAffinity", affinity)))))
        .isInstanceOf(LaunchException.class)
        .hasMessage(
            "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecutoin: Kubernetes has"
                + " no such field; did you mean preferredDuringSchedulingIgnoredDuringExecution");
  }

  @Test
  void ourLabelsAreNotHiddenByThoseOfTheDefinition() throws Exception {
    Job job =
        manifest.of(
            Requests.in(STORE)
                .labels(Map.of("team", "vision", "stillhouse.io/run", "another"))
                .build());

    assertThat(job.getMetadata().getLabels())
        .containsEntry("team", "vision")
        .containsEntry("stillhouse.io/run", "20260101-000000-abcdef")
        .containsEntry("app.kubernetes.io/managed-by", "stillhouse");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .isEqualTo(job.getMetadata().getLabels());
  }

  @Test
  void whatIsBuiltHasOnlyFieldsThatKubernetesKnows() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .valueToTree(manifest.of(Requests.in(STORE).scheduling(scheduled(Map.of())).build()));

    assertThat(StrictFields.problems(json, "job", Job.class)).isEmpty();
  }
}
