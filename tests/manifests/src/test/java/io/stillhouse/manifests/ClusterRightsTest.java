package io.stillhouse.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.manifests.Kubectl.Outcome;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests on a cluster: it takes them all, and its accounts may do what they should. */
class ClusterRightsTest {
  private static final String NAMESPACE =
      "stillhouse-test-" + Long.toString(System.nanoTime(), 36).toLowerCase(Locale.ROOT);

  private static Kubectl kubectl;
  private static boolean created;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    kubectl = Kubectl.ofClusterOrSkip();
    created = true;
    Outcome applied = kubectl.run(manifests(), "apply", "-f", "-");
    assertThat(applied.exit()).as(applied.out()).isZero();
    assertThat(applied.out())
        .contains("namespace/" + NAMESPACE, "deployment.apps/flink-taskmanager");
  }

  @AfterAll
  static void uninstall() throws IOException, InterruptedException {
    if (created) {
      kubectl.run(manifests(), "delete", "--wait=false", "--ignore-not-found", "-f", "-");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "create, jobs",
    "create, pods",
    "get, pods",
    "get, pods/log",
    "get, secrets",
    "get, configmaps",
    "list, jobs"
  })
  void aStepMayDoNothing(String verb, String resource) throws Exception {
    assertThat(may("stillhouse-step", verb, resource)).isEqualTo("no");
  }

  @ParameterizedTest
  @CsvSource({
    "create, jobs, yes",
    "watch, jobs, yes",
    "delete, jobs, yes",
    "watch, pods, yes",
    "get, pods/log, yes",
    "list, events, yes",
    "create, configmaps, yes",
    "update, configmaps, yes",
    "get, nodes, yes",
    "create, pods, no",
    "delete, pods, yes",
    "create, pods/exec, no",
    "get, secrets, no",
    "create, rolebindings, no",
    "deletecollection, jobs, no",
    "list, nodes, no"
  })
  void theControllerMayDoWhatItsLauncherDoesAndNoMore(String verb, String resource, String expected)
      throws Exception {
    assertThat(may("stillhouse-controller", verb, resource)).isEqualTo(expected);
  }

  @Test
  void noAccountReachesOtherNamespaces() throws Exception {
    for (String account : new String[] {"stillhouse-step", "stillhouse-controller"}) {
      Outcome outcome =
          kubectl.run("", "auth", "can-i", "create", "jobs", "--namespace", "default", as(account));
      assertThat(outcome.out().strip()).isEqualTo("no");
    }
  }

  private static String may(String account, String verb, String resource)
      throws IOException, InterruptedException {
    String[] parts = resource.split("/", 2);
    return parts.length == 1
        ? answer("auth", "can-i", verb, resource, "--namespace", NAMESPACE, as(account))
        : answer(
            "auth",
            "can-i",
            verb,
            parts[0],
            "--subresource",
            parts[1],
            "--namespace",
            NAMESPACE,
            as(account));
  }

  private static String answer(String... arguments) throws IOException, InterruptedException {
    return kubectl.run("", arguments).out().strip();
  }

  private static String as(String account) {
    return "--as=system:serviceaccount:" + NAMESPACE + ":" + account;
  }

  /** The local overlay in a namespace of its own; what belongs to no namespace has its name. */
  private static String manifests() throws IOException, InterruptedException {
    return kubectl
        .kustomize("overlays/local")
        .replaceAll("(?m)^(\\s*namespace): stillhouse$", "$1: " + NAMESPACE)
        .replaceAll(
            "(?m)^(kind: Namespace\\nmetadata:\\n(?:  .*\\n)*?  name): .*$", "$1: " + NAMESPACE)
        .replace("stillhouse-node-reader", NAMESPACE + "-node-reader");
  }
}
