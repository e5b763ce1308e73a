package io.stillhouse.cli.server;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.context.Extensions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** What only the server can do. Its many jars are loaded by the commands that need it. */
public interface ServerExtension {

  /** The extension, its classes loaded. */
  static ServerExtension load(CliEnvironment environment) {
    Extensions.load(environment, Set.of("server"));
    return ServiceLoader.load(ServerExtension.class)
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    CliExit.INVALID,
                    "This installation has no server.",
                    "Build it: mvn -Dquick -DskipTests package"));
  }

  /** Serves until the process is told to end. */
  CliExit serve(CliEnvironment environment, ArtifactStore store, ServeRequest request);

  /**
   * Builds the index of a store anew.
   *
   * @param index where the index is; empty: the store's own place
   */
  CliExit reindex(CliEnvironment environment, ArtifactStore store, Optional<String> index);

  /** Makes a token and prints it, which can be done only once. */
  CliExit createToken(CliEnvironment environment, ArtifactStore store, TokenRequest request);

  /** Prints the tokens, without their secrets. */
  CliExit listTokens(CliEnvironment environment, ArtifactStore store);

  /** Ends a token. */
  CliExit revokeToken(CliEnvironment environment, ArtifactStore store, String id);

  /**
   * What can be done with the triggers of a store.
   *
   * @param components the folders of components
   * @param definitions the server's folder of definitions
   */
  TriggerWork triggers(
      CliEnvironment environment, ArtifactStore store, List<Path> components, Path definitions);
}
