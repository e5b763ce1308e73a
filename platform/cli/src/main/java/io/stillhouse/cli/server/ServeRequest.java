package io.stillhouse.cli.server;

import io.stillhouse.orchestrator.run.RunBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the server is to run.
 *
 * @param host the address that it listens on
 * @param port the port; 0: any that is free
 * @param hostNames further names by which it may be called
 * @param index where its index is; empty: the store's own place
 * @param components the folders of components
 * @param definitions the folder of definitions that users may start from; relative data sources are
 *     relative to it
 * @param data further folders in which data of runs may lie
 * @param backend what starts the steps of the runs that it creates
 * @param context the context in which those runs reach their platform
 * @param certificate the file of the TLS certificate chain, with its key; empty: no TLS
 * @param browser whether a browser is opened on it
 */
public record ServeRequest(
    String host,
    int port,
    List<String> hostNames,
    Optional<String> index,
    List<Path> components,
    Path definitions,
    List<Path> data,
    RunBackend backend,
    String context,
    Optional<Certificate> certificate,
    Browser browser) {

  /** Whether a browser is opened. */
  public enum Browser {
    /** One is opened, if there is one. */
    OPEN,
    /** Only the address is printed. */
    LEAVE
  }

  /**
   * A certificate.
   *
   * @param chain the file of the chain, PEM
   * @param key the file of its private key, PEM
   */
  public record Certificate(Path chain, Path key) {}

  /** Copies the lists. */
  public ServeRequest {
    hostNames = List.copyOf(hostNames);
    components = List.copyOf(components);
    data = List.copyOf(data);
  }
}
