package io.stillhouse.cli.command;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.server.ServerExtension;
import io.stillhouse.cli.server.TriggerWork;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands about triggers have in common: the store, and the pipelines there are. */
final class TriggerOptions {
  @Option(
      names = "--definitions",
      paramLabel = "DIR",
      description =
          "The server's folder of definitions; pipeline-defs of the working directory or of the"
              + " installation by default.")
  private @Nullable Path definitions;

  @Mixin private ComponentsOption components = new ComponentsOption();
  @Mixin private StoreOption store = new StoreOption();

  TriggerWork open(CliEnvironment environment) {
    ArtifactStore opened = store.open(environment);
    return ServerExtension.load(environment)
        .triggers(
            environment,
            opened,
            components.folders(environment).folders(),
            ServingOptions.definitions(environment, definitions));
  }
}
