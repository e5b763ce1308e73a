package io.stillhouse.server;

import io.stillhouse.orchestrator.run.RunBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is to run.
 *
 * @param host the address that it listens on
 * @param port the port; 0: any that is free
 * @param hostNames further names by which it may be called
 * @param certificate the files of the TLS certificate chain and its key, PEM; empty: no TLS
 * @param components the folders of components
 * @param definitions the folder of definitions that users may start from; relative data sources are
 *     relative to it
 * @param data further folders in which data of runs may lie
 * @param backend what starts the steps of the runs that it creates
 * @param callsPerSecond how many calls an address may make a second, on average
 * @param variables the environment, of which what carries runs out inherits
 * @param clock what time it is
 */
public record ServerSettings(
    String host,
    int port,
    List<String> hostNames,
    Optional<Certificate> certificate,
    List<Path> components,
    Path definitions,
    List<Path> data,
    RunBackend backend,
    double callsPerSecond,
    Map<String, String> variables,
    Clock clock) {
  /** What a dashboard or a program that means well never reaches. */
  public static final double USUAL_CALLS_PER_SECOND = 200;

  /**
   * A certificate.
   *
   * @param chain the file of the chain
   * @param key the file of its private key
   */
  public record Certificate(Path chain, Path key) {}

  /** Copies the collections. */
  public ServerSettings {
    hostNames = List.copyOf(hostNames);
    components = List.copyOf(components);
    data = List.copyOf(data);
    variables = Map.copyOf(variables);
  }
}
