package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServerExtension;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reindex}: builds the index of runs from the store. */
@Command(
    name = "reindex",
    header = "Builds the server's index of runs anew from the store.",
    description =
        "The store is the truth, the index a shortcut to it: nothing is lost when it is deleted.",
    footerHeading = "%nExamples:%n",
    footer =
        "  stillhouse reindex --store gs://bucket/runs --index jdbc:postgresql://db/stillhouse")
public final class ReindexCommand implements Callable<Integer> {
  private final CliEnvironment environment;

  @Option(
      names = "--index",
      paramLabel = "FILE|JDBC-URL",
      description = "Where the index is; STILLHOUSE_INDEX, or beside the store, by default.")
  private @Nullable String index;

  @Mixin private StoreOption store = new StoreOption();

  public ReindexCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment)
        .reindex(store.surroundings(environment), opened, ServingOptions.index(environment, index))
        .code();
  }
}
