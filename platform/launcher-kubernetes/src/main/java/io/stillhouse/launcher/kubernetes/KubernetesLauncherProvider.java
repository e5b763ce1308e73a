package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.StepLauncher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
