package io.stillhouse.platforms;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The Docker engine of this machine, spoken to as a person would: with {@code docker}. */
public final class DockerEngine {
  private static final String BRIDGE = "docker0";

  private final CommandLineTool docker = new CommandLineTool("docker", Map.of());

  private DockerEngine() {}

  /** The engine, or the test is skipped. */
  public static DockerEngine orSkip() {
    DockerEngine engine = new DockerEngine();
    Assumptions.assumeTrue(
        engine.docker.works("info"),
        "no Docker engine answers, so nothing is tested in containers: install docker.io and start"
            + " dockerd, or let bin/test do it");
    return engine;
  }

  /** Builds the images of a checkout, on a base made of this machine's packages. */
  public void build(Path home) throws IOException, InterruptedException {
    new CommandLineTool(home.resolve("docker/build").toString(), Map.of())
        .run("--base", "airgapped");
  }

  /** The address by which both this machine and its containers reach this machine. */
  public String gateway() throws IOException {
    NetworkInterface bridge = NetworkInterface.getByName(BRIDGE);
    return Collections.list(
            Objects.requireNonNull(bridge, "the engine has no network " + BRIDGE)
                .getInetAddresses())
        .stream()
        .filter(Inet4Address.class::isInstance)
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElseThrow(() -> new IOException("the network " + BRIDGE + " has no address"));
  }

  /** The ids of the running containers with a label, {@code key=value}. */
  public List<String> running(String label) throws IOException, InterruptedException {
    return docker.run("ps", "--quiet", "--filter", "label=" + label).lines().toList();
  }

  /** The names and states of all containers with a label, those that have ended as well. */
  public List<String> all(String label) throws IOException, InterruptedException {
    return docker
        .run("ps", "--all", "--filter", "label=" + label, "--format", "{{.Names}} {{.Status}}")
        .lines()
        .toList();
  }

  /** Kills a container at once; returns whether there was one to kill: it may have ended. */
  public boolean kill(String container) {
    return docker.works("kill", container);
  }

  /** Removes all containers with a label. */
  public void removeAll(String label) throws IOException, InterruptedException {
    for (String container :
        docker.run("ps", "--all", "--quiet", "--filter", "label=" + label).lines().toList()) {
      docker.run("rm", "--force", "--volumes", container);
    }
  }
}
