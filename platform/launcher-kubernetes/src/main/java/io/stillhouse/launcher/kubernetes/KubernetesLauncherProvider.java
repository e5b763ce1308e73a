package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.ControllerRequest;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.launch.StepLauncher;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Makes launchers of Kubernetes Jobs. */
public final class KubernetesLauncherProvider implements LauncherProvider {
  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public Set<String> accessSettings() {
    return Set.of(SettingsReader.KUBECONFIG, SettingsReader.CONTEXT);
  }

  @Override
  public boolean startsOnThisMachine() {
    return false;
  }

  @Override
  public StepLauncher open(LaunchContext context) {
    KubernetesSettings settings = KubernetesSettings.parse(context.settings());
    ClusterAccess access = ClusterAccess.of(settings, context.environment(), http -> {});
    return new KubernetesLauncher(context, settings, access, Pace.STANDARD);
  }

  @Override
  public Leftovers leftovers(
      URI store, Map<String, String> settings, Map<String, String> environment) {
    ClusterAccess access =
        ClusterAccess.of(KubernetesSettings.parse(settings), environment, http -> {});
    return new ClusterLeftovers(
        access,
        new Cluster(access, new ApiRetries(Pace.STANDARD.opening(), new Random())),
        store,
        Clock.systemUTC());
  }

  @Override
  public boolean runsControllers() {
    return true;
  }

  @Override
  public String startController(ControllerRequest request, BooleanSupplier atWork)
      throws LaunchException {
    KubernetesSettings settings = KubernetesSettings.parse(request.settings());
    ClusterAccess access = ClusterAccess.of(settings, request.environment(), http -> {});
    try (KubernetesClient client = access.client()) {
      Cluster cluster = new Cluster(access, new ApiRetries(Pace.STANDARD.retries(), new Random()));
      return new ControllerStart(access, cluster, settings, Pace.STANDARD).start(request, atWork);
    }
  }

  @Override
  public List<Finding> examine(Examination examination) {
    KubernetesSettings settings = KubernetesSettings.parse(examination.settings());
    ClusterAccess access;
    try {
      access = ClusterAccess.of(settings, examination.environment(), http -> {});
    } catch (BackendUnreachableException e) {
      return List.of(
          Finding.failed(
              "cluster",
              String.valueOf(e.getMessage()),
              "set kubernetes.kubeconfig, or KUBECONFIG"));
    }
    try (KubernetesClient client = access.client()) {
      return new ClusterExamination(access, settings, examination).find();
    }
  }

  @Override
  public Optional<String> manifest(
      List<LaunchRequest> requests, Map<String, String> settings, Map<String, String> environment) {
    KubernetesSettings parsed = KubernetesSettings.parse(settings);
    return Optional.of(new ManifestText(new JobManifest(parsed, environment), parsed).of(requests));
  }
}
