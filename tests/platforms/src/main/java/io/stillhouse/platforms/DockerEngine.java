package io.stillhouse.platforms;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The Docker engine of this machine, spoken to as a person would: with {@code docker}. */
public final class DockerEngine {
  private static final String BRIDGE = "docker0";

  private DockerEngine() {}

  /** The engine, or the test is skipped. */
  public static DockerEngine orSkip() {
    Assumptions.assumeTrue(
        answers(),
        "no Docker engine answers, so nothing is tested in containers: install docker.io and start"
            + " dockerd, or let bin/test do it");
    return new DockerEngine();
  }

  /** Builds the images of a checkout, on a base made of this machine's packages. */
  public void build(Path home) throws IOException, InterruptedException {
    run(home.resolve("docker/build").toString(), "--base", "airgapped");
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
    return docker("ps", "--quiet", "--filter", "label=" + label).lines().toList();
  }

  /** The names and states of all containers with a label, those that have ended as well. */
  public List<String> all(String label) throws IOException, InterruptedException {
    return docker("ps", "--all", "--filter", "label=" + label, "--format", "{{.Names}} {{.Status}}")
        .lines()
        .toList();
  }

  /** Kills a container at once; nothing happens if it has ended. */
  public void kill(String container) throws InterruptedException {
    try {
      docker("kill", container);
    } catch (IOException ended) {
      return;
    }
  }

  /** Removes all containers with a label. */
  public void removeAll(String label) throws IOException, InterruptedException {
    for (String container :
        docker("ps", "--all", "--quiet", "--filter", "label=" + label).lines().toList()) {
      docker("rm", "--force", "--volumes", container);
    }
  }

  private String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static boolean answers() {
    try {
      run("docker", "info");
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit + ": " + output);
    }
    return output;
  }
}
