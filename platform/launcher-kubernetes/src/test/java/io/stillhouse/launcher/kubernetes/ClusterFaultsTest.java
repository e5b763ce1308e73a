package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.model.run.ErrorClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster that refuses, is full, or goes away. */
@Timeout(180)
class ClusterFaultsTest {
  private static TestNamespace namespace;

  @TempDir private Path folder;
  private ArtifactStore store;

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
  }

  private Requests request(String script) {
    return Requests.in(store.root()).image(TestNamespace.IMAGE).script(script);
  }

  private static AttemptExit exit(LaunchedAttempt attempt) throws Exception {
    return attempt.exit().get(150, TimeUnit.SECONDS);
  }

  @Test
  void aFullQuotaIsNamedWhenTheDeadlineHasPassed() throws Exception {
    namespace
        .client()
        .resourceQuotas()
        .inNamespace(namespace.name())
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("requests.cpu", new Quantity("10m")))
                .endSpec()
                .build())
        .create();
    try {
      KubernetesLauncher launcher = namespace.open(store, Map.of("pendingDeadline", "8s"));

      PlatformFailure failure =
          exit(launcher.launch(request("true").build())).failure().orElseThrow();

      assertThat(failure.errorClass()).isEqualTo(ErrorClass.UNSCHEDULABLE);
      assertThat(failure.message()).contains("exceeded quota: small", "requests.cpu", "raise");
    } finally {
      namespace.client().resourceQuotas().inNamespace(namespace.name()).withName("small").delete();
    }
  }

  @Test
  void anAccountWithoutRightsIsTurnedAwayWhenTheLauncherIsOpened() throws Exception {
    Path kubeconfig = kubeconfigOf("nobody");

    assertThatThrownBy(() -> namespace.open(store, Map.of("kubeconfig", kubeconfig.toString())))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContainingAll(
            "cannot list pods in namespace " + namespace.name(),
            "system:serviceaccount:" + namespace.name() + ":nobody",
            "Give that account the right");
  }

  @Test
  void anAccountThatMayOnlyLookIsToldWhichRightItLacks() throws Exception {
    Path kubeconfig = kubeconfigOf("looker");
    grantLooking("looker");
    KubernetesLauncher launcher =
        namespace.open(store, Map.of("kubeconfig", kubeconfig.toString()));

    LaunchException refused =
        catchThrowableOfType(LaunchException.class, () -> launcher.launch(request("true").build()));

    assertThat(refused.errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(refused).hasMessageContainingAll("cannot create resource", "looker");
  }

  @Test
  void aNamespaceThatDoesNotExistIsNamed() {
    KubernetesLauncher launcher = namespace.open(store, Map.of("namespace", "absent"));

    assertThatThrownBy(() -> launcher.launch(request("true").build()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("namespaces \"absent\" not found");
  }

  @Test
  void aClusterThatDoesNotAnswerIsToldSoon() throws Exception {
    Path kubeconfig = folder.resolve("elsewhere");
    Files.writeString(
        kubeconfig,
        Files.readString(namespace.kubeconfig().toPath())
            .replaceAll("server: *\"?[^\",}]*\"?", "server: \"https://127.0.0.1:1\""));

    assertThatThrownBy(
            () ->
                namespace.open(
                    store,
                    Map.of("kubeconfig", kubeconfig.toString()),
                    new Pace(
                        TestNamespace.QUICK.retries(),
                        Duration.ofSeconds(2),
                        TestNamespace.QUICK.shortPatience(),
                        TestNamespace.QUICK.survey(),
                        TestNamespace.QUICK.resync())))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContaining("https://127.0.0.1:1");
  }

  @Test
  void anApiServerThatIsKilledAndStartedAgainCostsNothing() throws Exception {
    Path run = namespace.kubeconfig().toPath().resolveSibling("");
    Assumptions.assumeTrue(
        Files.isExecutable(run.resolve("apiserver.start")),
        "the API server is not killed: this is not the cluster of ../shared/cluster");
    KubernetesLauncher launcher = namespace.open(store);
    LaunchRequest request =
        request("for i in $(seq 12); do echo $i; sleep 1; done; exit 7").build();
    LaunchedAttempt launched = launcher.launch(request);
    launched.running().get(60, TimeUnit.SECONDS);

    ProcessHandle.of(Long.parseLong(Files.readString(run.resolve("apiserver.pid")).strip()))
        .orElseThrow()
        .destroyForcibly();
    Thread.sleep(3_000);
    new ProcessBuilder(run.resolve("apiserver.start").toString()).start().waitFor();
    LaunchRequest during = request("echo during").step("during").build();
    LaunchedAttempt second = launcher.launch(during);

    assertThat(exit(launched)).isEqualTo(AttemptExit.of(7));
    assertThat(exit(second)).isEqualTo(AttemptExit.of(0));
    assertThat(log(request)).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
    assertThat(namespace.pods(request)).hasSize(1);
  }

  private String log(LaunchRequest request) {
    return new String(
        store.read(request.attempt().layout().log()).orElseThrow(), StandardCharsets.UTF_8);
  }

  private void grantLooking(String account) {
    namespace
        .client()
        .rbac()
        .roles()
        .inNamespace(namespace.name())
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withRules(
                    new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("pods")
                        .withVerbs("get", "list", "watch")
                        .build())
                .build())
        .create();
    namespace
        .client()
        .rbac()
        .roleBindings()
        .inNamespace(namespace.name())
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                .addNewSubject(null, "ServiceAccount", account, namespace.name())
                .build())
        .create();
  }

  /** A kubeconfig with the token of a fresh service account without rights. */
  private Path kubeconfigOf(String account) throws Exception {
    namespace
        .client()
        .serviceAccounts()
        .inNamespace(namespace.name())
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(account).endMetadata().build())
        .create();
    String token = null;
    while (token == null) {
      Thread.sleep(100);
      token =
          namespace.client().secrets().inNamespace(namespace.name()).list().getItems().stream()
              .filter(secret -> secret.getMetadata().getName().startsWith(account + "-token-"))
              .map(secret -> secret.getData().get("token"))
              .findFirst()
              .orElse(null);
    }
    io.fabric8.kubernetes.api.model.Config config =
        KubeConfigUtils.parseConfigFromString(Files.readString(namespace.kubeconfig().toPath()));
    config.setUsers(
        List.of(
            new NamedAuthInfoBuilder()
                .withName(config.getUsers().get(0).getName())
                .withNewUser()
                .withToken(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8))
                .endUser()
                .build()));
    Path file = folder.resolve(account);
    KubeConfigUtils.persistKubeConfigIntoFile(config, file.toFile());
    return file;
  }
}
