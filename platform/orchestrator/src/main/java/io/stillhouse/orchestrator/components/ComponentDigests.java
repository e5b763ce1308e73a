package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.CommandExecution;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.JavaExecution;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Digests of what a component runs: the same digest, the same program. */
public final class ComponentDigests {
  /**
   * A file beside a component's file that holds the digest of its program. The image of the run
   * controller has these in place of the programs, which lie in images of their own.
   */
  public static final String RECORDED = "program.sha256";

  private final ContentDigests contents;

  public ComponentDigests(ContentDigests contents) {
    this.contents = contents;
  }

  /**
   * The digest of a component's program: of the contents of all its jars in the order of the class
   * path, or of everything in the folder of a component that runs a command. Where the jars lie
   * does not matter. A digest that is recorded in the folder stands for a program that is not
   * there.
   *
   * @param folder the folder of the component's file
   * @return 64 lower-case hexadecimal digits
   * @throws IOException if a part cannot be read; the message says which, and what to do
   */
  public String of(Component component, Path folder) throws IOException {
    if (Files.exists(folder.resolve(RECORDED))) {
      return Files.readString(folder.resolve(RECORDED)).strip();
    }
    List<String> parts = new ArrayList<>();
    if (component.execution() instanceof JavaExecution java) {
      parts.add("java " + java.mainClass());
      for (Path jar : classPath(component.name(), java, folder)) {
        parts.add(contents.of(jar));
      }
    } else if (component.execution() instanceof CommandExecution command) {
      parts.add("command");
      parts.addAll(command.command());
      parts.add(contents.of(folder));
    }
    return ContentDigests.ofTexts(parts);
  }

  /** Why a component cannot be started; empty if it is built, here or in an image. */
  public Optional<String> problem(Component component, Path folder) {
    try {
      if (component.execution() instanceof JavaExecution java
          && !Files.exists(folder.resolve(RECORDED))) {
        classPath(component.name(), java, folder);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<Path> classPath(String component, JavaExecution java, Path folder)
      throws IOException {
    List<Path> path = new ArrayList<>();
    path.add(folder.resolve(java.jar()));
    Path list = folder.resolve(java.classpathFile());
    if (Files.exists(list)) {
      for (String entry : Files.readString(list).strip().split(File.pathSeparator)) {
        if (!entry.isEmpty()) {
          path.add(folder.resolve(entry));
        }
      }
    } else {
      path.add(list);
    }
    for (Path file : path) {
      if (!Files.exists(file)) {
        throw new IOException(
            "component " + component + " is not built: there is no " + file + "; build it first");
      }
    }
    return path;
  }
}
