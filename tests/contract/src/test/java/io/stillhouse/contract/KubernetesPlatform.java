package io.stillhouse.contract;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.launcher.kubernetes.KubernetesLauncherProvider;
import io.stillhouse.platforms.KubernetesCluster;
import java.io.File;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A namespace of a cluster whose nodes use the images of this machine's Docker engine. The store is
 * a folder that only the launcher sees, which is enough for scripts.
 */
final class KubernetesPlatform implements LauncherPlatform {
  private final ArtifactStore store;
  private final File kubeconfig;
  private final KubernetesClient client;
  private final String namespace = "contract-" + UUID.randomUUID().toString().substring(0, 8);

  private KubernetesPlatform(ArtifactStore store, File kubeconfig) {
    this.store = store;
    this.kubeconfig = kubeconfig;
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  /** A new namespace of the cluster, or the test is skipped. */
  static KubernetesPlatform start(ArtifactStore store) throws Exception {
    File kubeconfig = KubernetesCluster.orSkip().kubeconfig().toFile();
    DockerPlatform.start(store, Map.of()).engine().close();
    KubernetesPlatform platform = new KubernetesPlatform(store, kubeconfig);
    platform
        .client
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(platform.namespace)
                .endMetadata()
                .build())
        .create();
    return platform;
  }

  @Override
  public ArtifactStore store() {
    return store;
  }

  @Override
  public String image() {
    return ShellImage.NAME;
  }

  @Override
  public StepLauncher open(Map<String, String> environment) {
    Map<String, String> settings =
        Map.of(
            "kubeconfig",
            kubeconfig.toString(),
            "namespace",
            namespace,
            "pullPolicy",
            "IfNotPresent");
    return new KubernetesLauncherProvider()
        .open(new LaunchContext(store, RUN, settings, environment, Clock.systemUTC()));
  }

  @Override
  public void kill(LaunchRequest request) {
    client.resource(pods(request).get(0)).withGracePeriod(0).delete();
  }

  @Override
  public long copies(LaunchRequest request) {
    return pods(request).size();
  }

  @Override
  public boolean keepsExitCodes() {
    return true;
  }

  // Stopping is deleting, and what is deleted may be gone before anybody has read its end.
  @Override
  public boolean seesStoppedStepsEnd() {
    return false;
  }

  @Override
  public boolean limitsMemory() {
    return true;
  }

  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
    client.close();
    store.close();
  }

  private List<Pod> pods(LaunchRequest request) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(
            pod ->
                request
                    .attempt()
                    .toString()
                    .equals(pod.getMetadata().getAnnotations().get("stillhouse.io/attempt")))
        .toList();
  }
}
