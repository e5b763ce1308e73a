package io.stillhouse.launcher.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user may say about the engine and the containers of steps.
 *
 * @param host the engine's address, {@code unix:///var/run/docker.sock}; empty: {@code DOCKER_HOST}
 * @param network the network of the containers; empty: the engine's default
 * @param user numbers, {@code uid:gid}, that steps run as; empty: whoever can write the store
 * @param pullPolicy when images are fetched
 * @param shmBytes the size of {@code /dev/shm}
 * @param gpus the GPUs that may be given out, by index or UUID; empty: the engine's first ones
 * @param extraHosts more lines of {@code /etc/hosts}, {@code name:address}
 */
record DockerSettings(
    Optional<String> host,
    Optional<String> network,
    Optional<String> user,
    PullPolicy pullPolicy,
    long shmBytes,
    List<String> gpus,
    List<String> extraHosts) {
  static final String HOST = "host";

  private static final long DEFAULT_SHM = 256L << 20;
  private static final String USER = "[0-9]{1,9}(:[0-9]{1,9})?";
  private static final String GPU = "[0-9]{1,3}|GPU-[0-9a-f-]+|MIG-[0-9a-zA-Z/-]+";
  private static final String EXTRA_HOST = "[A-Za-z0-9_.-]+:([0-9.]+|[0-9a-fA-F:]+|host-gateway)";

  private static final Set<String> KEYS =
      Set.of(HOST, "network", "user", "pullPolicy", "shmSize", "gpus", "extraHosts");

  /** Copies. */
  DockerSettings {
    gpus = List.copyOf(gpus);
    extraHosts = List.copyOf(extraHosts);
  }

  /**
   * Reads settings as text.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each
   */
  static DockerSettings read(Map<String, String> texts) {
    SettingTexts settings = new SettingTexts(texts, KEYS);
    DockerSettings read =
        new DockerSettings(
            settings.text(HOST, "\\S+", "an address: unix:///var/run/docker.sock, tcp://host:2376"),
            settings.text("network", "\\S+", "the name of a network of the engine"),
            settings.text("user", USER, "numbers: uid or uid:gid"),
            settings.choice("pullPolicy", PullPolicy.MISSING),
            settings.memory("shmSize", DEFAULT_SHM),
            settings.list("gpus", GPU, "indexes or UUIDs of GPUs with commas between them: 0,1"),
            settings.list(
                "extraHosts", EXTRA_HOST, "name:address with commas between: store:10.0.0.7"));
    settings.check();
    return read;
  }
}
