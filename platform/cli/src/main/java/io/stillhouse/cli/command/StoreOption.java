package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --store}: where runs and artifacts are kept. */
final class StoreOption {
  private static final String VARIABLE = "STILLHOUSE_STORE";
  private static final String DEFAULT = ".stillhouse/store";

  @Option(
      names = "--store",
      paramLabel = "PATH|URI",
      description =
          "Where runs and artifacts are kept; STILLHOUSE_STORE, or else "
              + DEFAULT
              + ", by default.")
  private @Nullable String location;

  ArtifactStore open(CliEnvironment environment) {
    String chosen = location;
    if (chosen == null) {
      chosen = environment.variables().getOrDefault(VARIABLE, "");
    }
    if (chosen.isEmpty()) {
      chosen = DEFAULT;
    }
    try {
      return chosen.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
          ? ArtifactStores.open(chosen, environment.variables())
          : ArtifactStores.open(environment.workingDirectory().resolve(chosen).normalize());
    } catch (StoreException e) {
      throw new CliException(
          CliExit.UNREACHABLE,
          "The store " + chosen + " cannot be used: " + e.getMessage(),
          "Name another one with --store or " + VARIABLE + ".");
    } catch (IllegalArgumentException e) {
      throw new CliException(CliExit.INVALID, "--store " + chosen + ": " + e.getMessage());
    }
  }
}
