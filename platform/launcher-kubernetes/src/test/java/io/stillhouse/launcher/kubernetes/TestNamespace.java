package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.platforms.KubernetesCluster;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** A namespace of a real cluster for one test class, with an image in which a shell runs. */
final class TestNamespace implements AutoCloseable {
  static final String IMAGE = "stillhouse-launcher-tests/shell:1";

  private static final List<Path> SHELLS =
      List.of(Path.of("/usr/bin/busybox"), Path.of("/bin/busybox"));

  private final File kubeconfig;
  private final KubernetesClient client;
  private final String name = "launcher-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<KubernetesLauncher> opened = new ArrayList<>();

  private TestNamespace(File kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  /** Makes the namespace, or skips the tests and says why. */
  static TestNamespace create() throws Exception {
    File kubeconfig = KubernetesCluster.orSkip().kubeconfig().toFile();
    makeImage();
    TestNamespace namespace = new TestNamespace(kubeconfig);
    namespace
        .client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace.name).endMetadata().build())
        .create();
    return namespace;
  }

  // The cluster runs on the engine of this machine, so an image of the engine is one of the nodes.
  private static void makeImage() throws IOException, InterruptedException {
    Optional<Path> shell = SHELLS.stream().filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(
        shell.isPresent(), "no cluster is tested: apt-get install busybox-static");
    String build =
        "docker image inspect %1$s > /dev/null 2>&1 && exit; set -e; d=$(mktemp -d); mkdir $d/bin;"
            + " cp %2$s $d/bin/busybox; for p in sh sleep echo cat env id touch dd tail seq ls; do"
            + " ln -s busybox $d/bin/$p; done;"
            + " tar -C $d -c bin | docker import -c 'ENV PATH=/bin' - %1$s; rm -r $d";
    Process process =
        new ProcessBuilder("bash", "-c", build.formatted(IMAGE, shell.orElseThrow()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(
        process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0,
        "no cluster is tested: docker cannot make the image: " + said);
  }

  KubernetesClient client() {
    return client;
  }

  String name() {
    return name;
  }

  File kubeconfig() {
    return kubeconfig;
  }

  ArtifactStore store(Path folder) {
    return ArtifactStores.open(folder);
  }

  KubernetesLauncher open(ArtifactStore store) {
    return open(store, Map.of());
  }

  KubernetesLauncher open(ArtifactStore store, Map<String, String> settings) {
    return open(store, settings, QUICK);
  }

  static final Pace QUICK =
      new Pace(
          Duration.ofMinutes(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(8),
          Duration.ofSeconds(3),
          Duration.ofSeconds(20));

  KubernetesLauncher open(ArtifactStore store, Map<String, String> settings, Pace pace) {
    return open(store, settings, pace, http -> {});
  }

  /** One whose requests all pass by the interceptor. */
  KubernetesLauncher open(
      ArtifactStore store, Map<String, String> settings, Interceptor interceptor) {
    return open(
        store, settings, Pace.STANDARD, http -> http.addOrReplaceInterceptor("test", interceptor));
  }

  private KubernetesLauncher open(
      ArtifactStore store,
      Map<String, String> settings,
      Pace pace,
      Consumer<HttpClient.Builder> http) {
    Map<String, String> all = new TreeMap<>();
    all.put("kubeconfig", kubeconfig.toString());
    all.put("namespace", name);
    all.put("pullPolicy", "IfNotPresent");
    all.putAll(settings);
    KubernetesSettings parsed = KubernetesSettings.parse(all);
    KubernetesLauncher launcher =
        new KubernetesLauncher(
            new LaunchContext(store, Requests.RUN, all, Map.of(), Clock.systemUTC()),
            parsed,
            ClusterAccess.of(parsed, Map.of(), http),
            pace);
    opened.add(launcher);
    return launcher;
  }

  /** The pods that attempt has. */
  List<Pod> pods(LaunchRequest request) {
    return client
        .pods()
        .inNamespace(name)
        .withLabel("job-name", JobNames.job(request.store(), request.attempt()))
        .list()
        .getItems();
  }

  @Override
  public void close() {
    opened.forEach(KubernetesLauncher::close);
    client.namespaces().withName(name).delete();
    client.close();
  }
}
