package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.Finding.Status;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found out about a real cluster before a run. */
@Timeout(120)
class ClusterExaminationTest {
  private static TestNamespace namespace;

  @BeforeAll
  static void makeNamespace() throws Exception {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Test
  void aClusterThatHasEverythingIsFoundWell() {
    List<Finding> findings = examine(Map.of(), "gs://bucket/runs", List.of(), 1);

    assertThat(findings).extracting(Finding::status).containsOnly(Status.OK);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("cluster", "namespace", "cluster rights", "cluster GPUs", "cluster store");
    assertThat(findings.get(0).found()).contains("Kubernetes v1.", "https://");
  }

  @Test
  void moreGpusThanAnyNodeHasAreFoundBeforeAPodWaitsForThem() {
    Finding gpus = finding("cluster GPUs", examine(Map.of(), "gs://bucket/runs", List.of(), 99));

    assertThat(gpus.status()).isEqualTo(Status.FAILED);
    assertThat(gpus.found()).contains("asks for 99", "no node has more than");
  }

  @Test
  void whatIsNotThereIsNamed() {
    List<Finding> findings =
        examine(
            Map.of("namespace", "nonesuch", "serviceAccount", "nobody"),
            "file:///store",
            List.of("stillhouse/evaluation:0123456789ab", "registry.example/other:1"),
            0);

    assertThat(finding("namespace", findings).found()).contains("no namespace nonesuch");
    assertThat(finding("service account", findings).found()).contains("no service account nobody");
    assertThat(finding("cluster store", findings).status()).isEqualTo(Status.FAILED);
    assertThat(finding("images", findings).found())
        .contains("stillhouse/evaluation:0123456789ab")
        .doesNotContain("registry.example");
  }

  @Test
  void anAccountWithoutRightsIsToldWhichItLacks() {
    try (KubernetesClient poor = account("poor", "get", "list")) {
      KubernetesSettings settings = KubernetesSettings.parse(Map.of("namespace", namespace.name()));
      List<Finding> findings =
          new ClusterExamination(
                  new ClusterAccess(poor, namespace.name()),
                  settings,
                  examination(Map.of(), "gs://bucket/runs", List.of(), 1))
              .find();

      Finding rights = finding("cluster rights", findings);
      assertThat(rights.status()).isEqualTo(Status.FAILED);
      assertThat(rights.found())
          .contains("create jobs", "watch pods", "get pods/log", "update configmaps")
          .doesNotContain("list jobs");
      assertThat(finding("namespace", findings).status()).isEqualTo(Status.OK);
      assertThat(finding("cluster GPUs", findings).status()).isEqualTo(Status.WARNING);
    }
  }

  @Test
  void aClusterThatCannotBeReachedEndsTheExamination() {
    Config nowhere = new ConfigBuilder(Config.empty()).withMasterUrl("https://127.0.0.1:1").build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nowhere).build()) {
      List<Finding> findings =
          new ClusterExamination(
                  new ClusterAccess(client, "default"),
                  KubernetesSettings.parse(Map.of()),
                  examination(Map.of(), "gs://bucket/runs", List.of(), 1))
              .find();

      assertThat(findings).extracting(Finding::subject).containsExactly("cluster", "cluster store");
      assertThat(findings.get(0).status()).isEqualTo(Status.FAILED);
      assertThat(findings.get(0).found()).contains("the API server cannot be reached");
    }
  }

  /** A client of an account that may do these things to Jobs. */
  private static KubernetesClient account(String name, String... verbs) {
    KubernetesClient admin = namespace.client();
    String where = namespace.name();
    admin
        .serviceAccounts()
        .inNamespace(where)
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    admin
        .rbac()
        .roles()
        .inNamespace(where)
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewRule()
                .withApiGroups("batch")
                .withResources("jobs")
                .withVerbs(verbs)
                .endRule()
                .build())
        .create();
    admin
        .rbac()
        .roleBindings()
        .inNamespace(where)
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(name)
                .withNamespace(where)
                .endSubject()
                .build())
        .create();
    String token =
        admin
            .serviceAccounts()
            .inNamespace(where)
            .withName(name)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(admin.getMasterUrl().toString())
            .withTrustCerts(true)
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static List<Finding> examine(
      Map<String, String> settings, String store, List<String> images, int gpus) {
    return new KubernetesLauncherProvider().examine(examination(settings, store, images, gpus));
  }

  private static Examination examination(
      Map<String, String> settings, String store, List<String> images, int gpus) {
    Map<String, String> all = new TreeMap<>();
    all.put("kubeconfig", namespace.kubeconfig().toString());
    all.put("namespace", namespace.name());
    all.putAll(settings);
    return new Examination(URI.create(store), all, Map.of(), images, gpus);
  }

  private static Finding finding(String subject, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }
}
