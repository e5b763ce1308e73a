package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.ComponentFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --components}: where components are read from, besides the installation. */
final class ComponentsOption {
  @Option(
      names = "--components",
      paramLabel = "DIR",
      description = {
        "A folder with a component.yaml, or with folders that have one each.",
        "Besides those of the installation; may be given several times."
      })
  private List<Path> folders = new ArrayList<>();

  ComponentFolders folders(CliEnvironment environment) {
    return ComponentFolders.of(environment, folders);
  }
}
