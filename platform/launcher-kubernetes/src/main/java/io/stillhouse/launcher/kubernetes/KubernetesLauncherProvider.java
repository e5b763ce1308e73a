package io.stillhouse.launcher.kubernetes;

import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.StepLauncher;
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
}
