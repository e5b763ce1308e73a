package io.stillhouse.launcher.docker;

import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LauncherProvider;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.launch.StepLauncher;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The launcher {@code docker}. */
public final class DockerLauncherProvider implements LauncherProvider {

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Set<String> accessSettings() {
    return Set.of(DockerSettings.HOST);
  }

  @Override
  public boolean startsOnThisMachine() {
    return true;
  }

  @Override
  public StepLauncher open(LaunchContext context) {
    DockerSettings settings = DockerSettings.read(context.settings());
    EngineAddress address = EngineAddress.of(settings.host(), context.environment());
    URI store = context.store().root();
    if (StepMounts.localStore(store).isPresent() && !address.isThisMachine()) {
      throw new IllegalArgumentException(
          "the engine at "
              + address
              + " is on another machine, which cannot see the store "
              + store
              + "; use a store that both reach: --store gs://bucket/prefix");
    }
    return new DockerLauncher(Engine.connect(address), settings, context);
  }

  @Override
  public List<Finding> examine(Examination examination) {
    DockerSettings settings = DockerSettings.read(examination.settings());
    return new EngineExamination(
            EngineAddress.of(settings.host(), examination.environment()), settings, examination)
        .find();
  }

  @Override
  public Leftovers leftovers(
      URI store, Map<String, String> settings, Map<String, String> environment) {
    DockerSettings parsed = DockerSettings.read(settings);
    return new EngineLeftovers(Engine.connect(EngineAddress.of(parsed.host(), environment)), store);
  }
}
