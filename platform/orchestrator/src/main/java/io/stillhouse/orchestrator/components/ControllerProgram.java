package io.stillhouse.orchestrator.components;

import io.stillhouse.model.component.Component;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The program of the run controller: the command line with every store, launcher and runner, with
 * traces, and with what components say about themselves. Its digest names its image, so that the
 * code at hand finds exactly the one that was built from it.
 */
public final class ControllerProgram {
  /** The image's name, without registry and tag. */
  public static final String IMAGE = "stillhouse/controller";

  private static final List<String> ALWAYS = List.of("cli", "artifacts-gcs");
  private static final List<String> KINDS = List.of("launcher-", "runner-", "tracing");
  private static final String CLASS_PATH = "target/classpath";

  private final Path home;
  private final ContentDigests contents;

  /**
   * @param home the folder of the installation
   */
  public ControllerProgram(Path home, ContentDigests contents) {
    this.home = home;
    this.contents = contents;
  }

  /** The folders of the modules, in the order in which their class paths are searched. */
  public static List<Path> modules(Path home) throws IOException {
    Path platform = home.resolve("platform");
    List<Path> modules = new ArrayList<>(ALWAYS.stream().map(platform::resolve).toList());
    for (String kind : KINDS) {
      modules.addAll(folders(platform, kind, CLASS_PATH));
    }
    return modules;
  }

  /**
   * The digest of the program.
   *
   * @return 64 lower-case hexadecimal digits; empty if the program does not lie here as it was
   *     built, but in an image, say
   * @throws IOException if a part cannot be read; the message says which
   */
  public Optional<String> digest() throws IOException {
    if (!Files.exists(home.resolve("platform").resolve(ALWAYS.get(0)).resolve(CLASS_PATH))) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    Set<Path> jars = new LinkedHashSet<>();
    for (Path module : modules(home)) {
      jars.add(module.resolve("target/stillhouse-" + module.getFileName() + ".jar"));
      for (String entry :
          Files.readString(module.resolve(CLASS_PATH)).strip().split(File.pathSeparator)) {
        jars.add(Path.of(entry));
      }
    }
    for (Path jar : jars) {
      parts.add(contents.of(jar));
    }
    LoadedComponents components =
        LoadedComponents.read(folders(home.resolve("steps"), "", LoadedComponents.FILE))
            .orElseThrow();
    ComponentDigests programs = new ComponentDigests(contents);
    for (Component component : components.catalog().components()) {
      Path folder = components.folder(component.name());
      parts.add(programs.of(component, folder));
      parts.add(contents.of(folder.resolve(LoadedComponents.FILE)));
    }
    return Optional.of(ContentDigests.ofTexts(parts));
  }

  private static List<Path> folders(Path parent, String beginning, String file) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> String.valueOf(child.getFileName()).startsWith(beginning))
          .filter(child -> Files.exists(child.resolve(file)))
          .sorted()
          .toList();
    }
  }
}
