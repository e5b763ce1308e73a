package io.stillhouse.launcher.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.stillhouse.launch.BackendUnreachableException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The connection to one engine. */
final class Engine implements AutoCloseable {
  private static final Duration CONNECTION_TAKES_AT_MOST = Duration.ofSeconds(10);

  /** An engine with a busy disk may take a while to create a container. */
  private static final Duration ANSWER_TAKES_AT_MOST = Duration.ofMinutes(2);

  private final EngineAddress address;
  private final DockerClient calls;
  private final DockerClient streams;
  private final int cores;
  private final boolean rootless;

  private Engine(EngineAddress address) {
    this.address = address;
    this.calls = client(address, ANSWER_TAKES_AT_MOST);
    this.streams = client(address, Duration.ZERO);
    try {
      Info info = calls.infoCmd().exec();
      Integer told = info.getNCPU();
      this.cores = told == null ? Integer.MAX_VALUE : told;
      List<String> options = info.getSecurityOptions();
      this.rootless = options != null && options.contains("name=rootless");
    } catch (RuntimeException e) {
      close();
      throw new BackendUnreachableException(EngineFailure.unreachable(address, e), e);
    }
  }

  /**
   * Connects.
   *
   * @throws BackendUnreachableException if there is no engine, or it lets this user not in
   */
  static Engine connect(EngineAddress address) {
    return new Engine(address);
  }

  EngineAddress address() {
    return address;
  }

  /** For calls that are answered at once. */
  DockerClient calls() {
    return calls;
  }

  /** For answers that may take as long as a step. */
  DockerClient streams() {
    return streams;
  }

  /** The cores of the engine's machine. */
  int cores() {
    return cores;
  }

  /** Whether the engine runs as a plain user, who is root in its containers and nowhere else. */
  boolean isRootless() {
    return rootless;
  }

  @Override
  public void close() {
    close(calls);
    close(streams);
  }

  private static DockerClient client(EngineAddress address, Duration answer) {
    DefaultDockerClientConfig.Builder builder =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address.uri().toString())
            .withDockerTlsVerify(address.certificates().isPresent());
    address.certificates().ifPresent(folder -> builder.withDockerCertPath(folder.toString()));
    DefaultDockerClientConfig config = builder.build();
    ZerodepDockerHttpClient.Builder transport =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .connectionTimeout(CONNECTION_TAKES_AT_MOST);
    if (!answer.isZero()) {
      transport.responseTimeout(answer);
    }
    return DockerClientImpl.getInstance(config, transport.build());
  }

  private static void close(Closeable client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
