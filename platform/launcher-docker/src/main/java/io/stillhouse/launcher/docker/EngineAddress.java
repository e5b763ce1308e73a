package io.stillhouse.launcher.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the engine is.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param certificates the folder of the client's certificates; empty: no TLS
 */
record EngineAddress(URI uri, Optional<Path> certificates) {
  private static final String DEFAULT = "unix:///var/run/docker.sock";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /**
   * The address of the settings, else of the environment as Docker's own tools read it, else the
   * socket that an engine has by default.
   *
   * @throws IllegalArgumentException if it is not one that this launcher can reach
   */
  static EngineAddress of(Optional<String> host, Map<String, String> environment) {
    String text =
        host.or(() -> Optional.ofNullable(environment.get("DOCKER_HOST")))
            .filter(given -> !given.isBlank())
            .orElse(DEFAULT);
    URI uri = URI.create(text);
    boolean tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
    boolean unix = "unix".equals(uri.getScheme()) && !uri.getPath().isEmpty();
    if (!tcp && !unix) {
      throw new IllegalArgumentException(
          "the engine's address '"
              + text
              + "' must be unix:///path/to/docker.sock or tcp://host:port"
              + ("ssh".equals(uri.getScheme())
                  ? "; forward its socket: ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock "
                      + uri.getAuthority()
                  : ""));
    }
    Optional<Path> certificates =
        tcp && !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()
            ? Optional.of(
                Path.of(
                    environment.getOrDefault(
                        "DOCKER_CERT_PATH", environment.getOrDefault("HOME", "") + "/.docker")))
            : Optional.empty();
    return new EngineAddress(uri, certificates);
  }

  /** Whether containers are on this machine, so that they can see its files. */
  boolean isThisMachine() {
    return "unix".equals(uri.getScheme()) || LOOPBACK.contains(String.valueOf(uri.getHost()));
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
