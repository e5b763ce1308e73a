package io.stillhouse.cli.definition;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The folders that components are read from, each with a {@code component.yaml}.
 *
 * @param folders absolute, those of the installation first
 */
public record ComponentFolders(List<Path> folders) {
  private static final String HOME = "STILLHOUSE_HOME";

  public ComponentFolders {
    folders = List.copyOf(folders);
  }

  /**
   * The folders of the installation ({@code $STILLHOUSE_HOME/steps/*}) and those that the user
   * named: each either has a component.yaml itself or holds folders that have one.
   *
   * @throws CliException if a named folder has none
   */
  public static ComponentFolders of(CliEnvironment environment, List<Path> named) {
    List<Path> folders = new ArrayList<>();
    String home = environment.variables().getOrDefault(HOME, "");
    if (!home.isEmpty()) {
      folders.addAll(below(environment.resolve(Path.of(home)).resolve("steps")));
    }
    for (Path name : named) {
      Path folder = environment.resolve(name);
      List<Path> found =
          Files.isRegularFile(folder.resolve(LoadedComponents.FILE))
              ? List.of(folder)
              : below(folder);
      if (found.isEmpty()) {
        throw new CliException(
            CliExit.INVALID,
            "--components "
                + name
                + ": there is no "
                + LoadedComponents.FILE
                + " in that folder or in the folders inside it.");
      }
      found.stream().filter(path -> !folders.contains(path)).forEach(folders::add);
    }
    return new ComponentFolders(folders);
  }

  /** The components of the folders, or every problem in any of them. */
  public Checked<LoadedComponents> read() {
    return LoadedComponents.read(folders);
  }

  private static List<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (Files.isRegularFile(child.resolve(LoadedComponents.FILE))) {
          found.add(child);
        }
      }
    } catch (IOException e) {
      throw new CliException(
          CliExit.INVALID, "The folder " + folder + " cannot be read: " + e.getMessage());
    }
    Collections.sort(found);
    return found;
  }
}
