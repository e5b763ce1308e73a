package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The components of a run with the folders that they were read from.
 *
 * @param catalog the components
 * @param folders the folder of each component's file, absolute, by the component's name
 */
public record LoadedComponents(ComponentCatalog catalog, Map<String, Path> folders) {
  /** Where a component describes itself, in its folder. */
  public static final String FILE = "component.yaml";

  /** Copies the folders. */
  public LoadedComponents {
    folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }

  /** Reads the component of each folder; all problems of all of them at once. */
  public static Checked<LoadedComponents> read(List<Path> folders) {
    Problems problems = new Problems();
    Map<String, Path> folderByName = new LinkedHashMap<>();
    List<Component> components = new ArrayList<>();
    for (Path folder : folders) {
      Path file = folder.resolve(FILE).toAbsolutePath().normalize();
      Place whole = new Place(SourceLocation.whole(file.toString()), "");
      Checked<Component> checked;
      try {
        checked =
            new ComponentParser().parse(new SourceText(file.toString(), Files.readString(file)));
      } catch (IOException e) {
        problems.error(whole, "cannot be read: " + e);
        continue;
      }
      problems.addAll(checked.problems());
      checked
          .value()
          .ifPresent(
              component -> {
                Path other = folderByName.putIfAbsent(component.name(), folder.toAbsolutePath());
                if (other == null) {
                  components.add(component);
                } else {
                  problems.error(
                      whole,
                      "component '"
                          + component.name()
                          + "' is also described in "
                          + other.resolve(FILE)
                          + "; rename one of them");
                }
              });
    }
    return Checked.of(
        problems, () -> new LoadedComponents(ComponentCatalog.of(components), folderByName));
  }

  /**
   * The folder of a component's file.
   *
   * @throws IllegalArgumentException if there is no such component
   */
  public Path folder(String component) {
    Path folder = folders.get(component);
    if (folder == null) {
      throw new IllegalArgumentException("there is no component '" + component + "'");
    }
    return folder;
  }
}
