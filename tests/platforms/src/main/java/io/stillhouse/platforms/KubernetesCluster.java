package io.stillhouse.platforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A Kubernetes cluster whose nodes see the images of this machine's Docker engine. */
public final class KubernetesCluster {
  private static final List<String> VARIABLES = List.of("STILLHOUSE_TEST_KUBECONFIG", "KUBECONFIG");

  private final Path kubeconfig;
  private final CommandLineTool kubectl;

  private KubernetesCluster(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.kubectl = new CommandLineTool("kubectl", Map.of("KUBECONFIG", kubeconfig.toString()));
  }

  /** The cluster that the environment names, or the test is skipped. */
  public static KubernetesCluster orSkip() {
    String named =
        VARIABLES.stream()
            .map(name -> System.getenv().getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("");
    Assumptions.assumeTrue(
        !named.isEmpty(),
        "no cluster is named, so nothing is tested on Kubernetes: set "
            + String.join(" or ", VARIABLES));
    KubernetesCluster cluster = new KubernetesCluster(Path.of(named));
    Assumptions.assumeTrue(
        cluster.kubectl.works("get", "--raw=/readyz"),
        "the cluster of " + named + " does not answer kubectl, so nothing is tested on Kubernetes");
    return cluster;
  }

  /** The file by which clients reach it. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Runs {@code kubectl}. */
  public String kubectl(String... arguments) throws IOException, InterruptedException {
    return kubectl.run(arguments);
  }

  /** Applies manifests. */
  public void apply(String yaml) throws IOException, InterruptedException {
    kubectl.feed(yaml, "apply", "--filename", "-");
  }

  /** Makes a namespace and waits until pods can be made in it. */
  public void makeNamespace(String name) throws IOException, InterruptedException {
    kubectl("create", "namespace", name);
    for (int i = 0; i < 300; i++) {
      if (kubectl.works("get", "serviceaccount", "default", "--namespace", name)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IOException("namespace " + name + " has no service account yet");
  }

  /** Deletes a namespace and all in it, without waiting for that. */
  public void deleteNamespace(String name) throws IOException, InterruptedException {
    kubectl("delete", "namespace", name, "--ignore-not-found", "--wait=false");
  }

  /** The names of a namespace's objects of a kind that match a selector of labels. */
  public List<String> names(String kind, String namespace, String selector)
      throws IOException, InterruptedException {
    return kubectl(
            "get", kind, "--namespace", namespace, "--selector", selector, "--output", "name")
        .lines()
        .toList();
  }

  /** The names of a namespace's pods at work that match a selector of labels. */
  public List<String> podsAtWork(String namespace, String selector)
      throws IOException, InterruptedException {
    return kubectl(
            "get",
            "pods",
            "--namespace",
            namespace,
            "--selector",
            selector,
            "--field-selector",
            "status.phase=Running",
            "--output",
            "go-template={{range .items}}{{if not .metadata.deletionTimestamp}}"
                + "{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}")
        .lines()
        .toList();
  }

  /** Kills a pod at once; returns whether there was one to kill: it may be gone. */
  public boolean killPod(String namespace, String name) {
    return kubectl.works(
        "delete",
        "pod",
        name,
        "--namespace",
        namespace,
        "--grace-period=0",
        "--force",
        "--wait=false");
  }

  /** Whether the API server is a process of this machine that a test may kill. */
  public boolean hasLocalApiServer() {
    return Files.isReadable(part("pid")) && Files.isExecutable(part("start"));
  }

  /** Kills the API server and starts it again after a pause. */
  public void restartApiServerAfter(Duration pause) throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readString(part("pid")).strip());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Thread.sleep(pause.toMillis());
    new CommandLineTool(part("start").toString(), Map.of()).run();
  }

  private Path part(String suffix) {
    return kubeconfig.resolveSibling("apiserver." + suffix);
  }
}
