package io.stillhouse.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the manifests, whatever the cluster. */
class ManifestsTest {
  private Kubectl kubectl;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    kubectl = Kubectl.orSkip();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base",
        "overlays/local",
        "overlays/local/run",
        "overlays/gke-gpu",
        "overlays/gke-gpu/run"
      })
  void everyFieldIsOneThatKubernetesKnows(String folder) throws Exception {
    Manifests manifests = manifests(folder);

    assertThat(manifests.objects()).isNotEmpty();
    assertThat(manifests.problems()).isEmpty();
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsFoundWhereverItIs() throws Exception {
    String yaml = kubectl.kustomize("overlays/local");

    assertThat(Manifests.parse(yaml.replace("fieldPath:", "fieldPaht:")).problems())
        .anyMatch(problem -> problem.contains("fieldPaht"));
    assertThat(Manifests.parse(yaml.replace("podSelector:", "podSelectors:")).problems())
        .anyMatch(problem -> problem.contains("podSelectors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/gke-gpu/run"})
  void everyPodKeepsToTheRestrictedStandardOfPodSecurity(String folder) throws Exception {
    Manifests manifests = manifests(folder);

    assertThat(manifests.pods()).isNotEmpty();
    for (JsonNode pod : manifests.pods()) {
      JsonNode spec = pod.path("spec");
      assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(spec.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(spec.path("hostNetwork").isMissingNode()).isTrue();
      for (JsonNode container : spec.path("containers")) {
        JsonNode rights = container.path("securityContext");
        assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      }
    }
  }

  @Test
  void theNamespaceAsksForThatStandardAndTheDenyingPolicyHoldsForEveryPod() throws Exception {
    Manifests manifests = manifests("base");

    assertThat(
            manifests
                .of("Namespace")
                .get(0)
                .path("metadata")
                .path("labels")
                .path("pod-security.kubernetes.io/enforce")
                .asText())
        .isEqualTo("restricted");
    assertThat(manifests.of("NetworkPolicy"))
        .anySatisfy(
            policy -> {
              assertThat(policy.at("/spec/podSelector").size()).isZero();
              assertThat(policy.at("/spec/policyTypes").size()).isEqualTo(2);
              assertThat(policy.at("/spec/ingress").isMissingNode()).isTrue();
              assertThat(policy.at("/spec/egress").isMissingNode()).isTrue();
            });
  }

  @Test
  void theAccountOfStepsIsBoundToNothingAndHasNoToken() throws Exception {
    Manifests manifests = manifests("base");

    for (String kind : new String[] {"RoleBinding", "ClusterRoleBinding"}) {
      assertThat(manifests.of(kind))
          .isNotEmpty()
          .allSatisfy(
              binding ->
                  assertThat(binding.at("/subjects/0/name").asText())
                      .isEqualTo("stillhouse-controller"))
          .allSatisfy(binding -> assertThat(binding.path("subjects").size()).isEqualTo(1));
    }
    assertThat(manifests.of("ServiceAccount"))
        .allSatisfy(
            account ->
                assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse());
  }

  private Manifests manifests(String folder) throws IOException, InterruptedException {
    return Manifests.parse(kubectl.kustomize(folder));
  }
}
