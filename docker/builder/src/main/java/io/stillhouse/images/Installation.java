package io.stillhouse.images;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.JavaExecution;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.ControllerProgram;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars and components of a built Stillhouse. */
final class Installation {
  private final Path home;
  private final LoadedComponents components;
  private final ComponentDigests programs;
  private final ContentDigests contents;

  private Installation(Path home, LoadedComponents components, Digests digests) {
    this.home = home;
    this.components = components;
    this.contents = digests.contents();
    this.programs = new ComponentDigests(contents);
  }

  /** Reads the components below {@code steps/}. */
  static Installation read(Path home, Digests digests) throws IOException {
    List<Path> folders = components(home.resolve("steps"));
    return new Installation(home, LoadedComponents.read(folders).orElseThrow(), digests);
  }

  List<Component> components() {
    return components.catalog().components();
  }

  Path folder(Component component) {
    return components.folder(component.name());
  }

  /** The digest of a component's program, the same that a run records. */
  String program(Component component) throws IOException {
    return programs.of(component, folder(component));
  }

  /**
   * The class path of a component with that of the stores that it may be sent to.
   *
   * @throws ImageException if it is not a Java program
   */
  ClassPath stepClassPath(Component component) {
    if (!(component.execution() instanceof JavaExecution java)) {
      throw new ImageException(
          "The component "
              + component.name()
              + " runs a command: its image needs a Dockerfile of its own.");
    }
    Path folder = folder(component);
    return ClassPath.read(home, folder.resolve(java.jar()), folder.resolve(java.classpathFile()))
        .and(storeClassPath());
  }

  /** The class path of stores that are not folders. */
  ClassPath storeClassPath() {
    return module(home.resolve("platform/artifacts-gcs"));
  }

  /** The class path of the command line with every store, launcher and runner, and traces. */
  ClassPath controllerClassPath() throws IOException {
    ClassPath path = new ClassPath(List.of());
    for (Path module : ControllerProgram.modules(home)) {
      path = path.and(module(module));
    }
    return path;
  }

  /** The digest of the run controller's program, by which a run asks for its image. */
  String controller() throws IOException {
    return new ControllerProgram(home, contents)
        .digest()
        .orElseThrow(() -> new ImageException("There is no command line: build Stillhouse first."));
  }

  private ClassPath module(Path module) {
    return ClassPath.read(
        home,
        module.resolve("target/stillhouse-" + module.getFileName() + ".jar"),
        module.resolve("target/classpath"));
  }

  private static List<Path> components(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> Files.exists(child.resolve(LoadedComponents.FILE)))
          .sorted()
          .toList();
    }
  }
}
