package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.context.ContextFile;
import io.stillhouse.cli.context.Extensions;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --store}, {@code --context}: where runs and artifacts are kept. */
final class StoreOption {
  private static final String VARIABLE = "STILLHOUSE_STORE";
  private static final String DEFAULT = ".stillhouse/store";
  private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]+:.*";

  @Option(
      names = "--store",
      paramLabel = "PATH|URI",
      description =
          "Where runs and artifacts are kept; STILLHOUSE_STORE, the context's store, or else "
              + DEFAULT
              + ", by default.")
  private @Nullable String location;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description =
          "The place for runs, of those that the configuration file names; STILLHOUSE_CONTEXT or the"
              + " current one by default.")
  private @Nullable String contextName;

  /** The context that holds for this command. */
  Context context(CliEnvironment environment) {
    return ContextFile.read(environment).context(environment, Optional.ofNullable(contextName));
  }

  /** What surrounds this command, with the context's variables where the shell has none. */
  CliEnvironment surroundings(CliEnvironment environment) {
    Map<String, String> variables = new TreeMap<>(context(environment).environment());
    variables.putAll(environment.variables());
    return environment.with(variables);
  }

  private String chosen(CliEnvironment environment) {
    String chosen = location;
    if (chosen == null) {
      chosen = environment.variables().getOrDefault(VARIABLE, "");
    }
    return chosen.isEmpty() ? context(environment).store().orElse(DEFAULT) : chosen;
  }

  /** The root of the store, which is not reached for. */
  URI root(CliEnvironment environment) {
    String chosen = chosen(environment);
    String uri =
        chosen.matches(SCHEME)
            ? chosen
            : environment.workingDirectory().resolve(chosen).normalize().toUri().toString();
    try {
      return URI.create(uri.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new CliException(CliExit.INVALID, "--store " + chosen + ": " + e.getMessage());
    }
  }

  ArtifactStore open(CliEnvironment environment) {
    String chosen = chosen(environment);
    try {
      if (!chosen.matches(SCHEME)) {
        return ArtifactStores.open(environment.workingDirectory().resolve(chosen).normalize());
      }
      if (chosen.startsWith("gs:")) {
        Extensions.load(environment, Set.of("artifacts-gcs"));
      }
      return ArtifactStores.open(chosen, surroundings(environment).variables());
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
