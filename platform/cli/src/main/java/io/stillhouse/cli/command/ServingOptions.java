package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.context.Context;
import io.stillhouse.cli.server.ServeRequest;
import io.stillhouse.cli.server.ServeRequest.Browser;
import io.stillhouse.cli.server.ServeRequest.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code server} and {@code dashboard} have in common. */
final class ServingOptions {
  private static final String INDEX = "STILLHOUSE_INDEX";

  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description = {
        "The definitions that a launch may begin with; pipeline-defs of the working directory or of the"
            + " installation by default.",
        "Relative data sources of launched runs are relative to it."
      })
  private @Nullable Path definitions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A further folder that launched runs may read data from; may be given several times.")
  private List<Path> data = new ArrayList<>();

  @Option(
      names = "--index",
      paramLabel = "FILE|JDBC-URL",
      description =
          "Where the index of runs is kept; STILLHOUSE_INDEX, or beside the store, by default.")
  private @Nullable String index;

  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private BackendOptions backend = new BackendOptions();

  ServeRequest request(
      CliEnvironment environment,
      Context context,
      String host,
      int port,
      List<String> hostNames,
      Optional<Certificate> certificate,
      Browser browser) {
    return new ServeRequest(
        host,
        port,
        hostNames,
        index(environment, index),
        components.folders(environment).folders(),
        definitions(environment, definitions),
        data.stream().map(environment::resolve).toList(),
        backend.backend(environment, context),
        context.name(),
        certificate,
        browser);
  }

  /** Where the index is, if somebody said so. */
  static Optional<String> index(CliEnvironment environment, @Nullable String option) {
    return Optional.ofNullable(option)
        .or(() -> Optional.ofNullable(environment.variables().get(INDEX)))
        .filter(place -> !place.isEmpty());
  }

  /** The folder of definitions: the one that was named, or the usual one. */
  static Path definitions(CliEnvironment environment, @Nullable Path option) {
    if (option != null) {
      Path folder = environment.resolve(option);
      if (!Files.isDirectory(folder)) {
        throw new CliException(
            CliExit.INVALID, "--definitions " + option + ": there is no such folder.");
      }
      return folder;
    }
    Path here = environment.resolve(Path.of("pipeline-defs"));
    String home = environment.variables().getOrDefault("STILLHOUSE_HOME", "");
    return Files.isDirectory(here) || home.isEmpty()
        ? here
        : environment.resolve(Path.of(home)).resolve("pipeline-defs");
  }
}
