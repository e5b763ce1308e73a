package io.stillhouse.contract;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.launcher.docker.DockerLauncherProvider;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The Docker engine of this machine. */
final class DockerPlatform implements LauncherPlatform {
  private static final Set<String> NEVER_STARTED = Set.of("created");

  private final ArtifactStore store;
  private final Map<String, String> settings;
  private final DockerClient engine;

  private DockerPlatform(ArtifactStore store, Map<String, String> settings, DockerClient engine) {
    this.store = store;
    this.settings = settings;
    this.engine = engine;
  }

  /** The engine with what a test needs, or the test is skipped. */
  static DockerPlatform start(ArtifactStore store, Map<String, String> settings)
      throws IOException {
    DockerClient engine = connect();
    try {
      engine.pingCmd().exec();
    } catch (RuntimeException e) {
      engine.close();
      Assumptions.abort("there is no Docker engine, so no container is tested: " + e.getMessage());
    }
    ShellImage.make(engine);
    return new DockerPlatform(store, settings, engine);
  }

  /** The same run with other settings of the launcher. */
  DockerPlatform withSettings(Map<String, String> other) {
    return new DockerPlatform(store, other, engine);
  }

  DockerClient engine() {
    return engine;
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
    return new DockerLauncherProvider()
        .open(new LaunchContext(store, RUN, settings, environment, Clock.systemUTC()));
  }

  @Override
  public void kill(LaunchRequest request) {
    engine.killContainerCmd(containers(request).get(0).getId()).exec();
  }

  @Override
  public long copies(LaunchRequest request) {
    return containers(request).stream()
        .filter(container -> !NEVER_STARTED.contains(container.getState()))
        .count();
  }

  @Override
  public boolean keepsExitCodes() {
    return true;
  }

  @Override
  public boolean seesStoppedStepsEnd() {
    return true;
  }

  @Override
  public boolean limitsMemory() {
    return true;
  }

  @Override
  public void close() throws IOException {
    containers(Map.of("io.stillhouse.store", store.root().toString()))
        .forEach(
            container ->
                engine
                    .removeContainerCmd(container.getId())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
    engine.close();
    store.close();
  }

  /** The containers of an attempt. */
  List<Container> containers(LaunchRequest request) {
    return containers(
        Map.of(
            "io.stillhouse.store",
            request.store().toString(),
            "io.stillhouse.attempt",
            request.attempt().toString()));
  }

  private List<Container> containers(Map<String, String> labels) {
    return engine.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  private static DockerClient connect() {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    return DockerClientImpl.getInstance(
        config,
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .build());
  }
}
