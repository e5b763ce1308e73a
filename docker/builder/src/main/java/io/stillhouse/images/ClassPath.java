package io.stillhouse.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Jars in the order in which Java searches them, each thing once: of two versions the first stays.
 */
record ClassPath(List<Jar> jars) {
  ClassPath {
    Map<String, Jar> first = new LinkedHashMap<>();
    jars.forEach(jar -> first.putIfAbsent(jar.identity(), jar));
    jars = List.copyOf(first.values());
  }

  /**
   * The jar and those that the file names, separated by colons.
   *
   * @throws ImageException if one of them is missing
   */
  static ClassPath read(Path home, Path jar, Path classpathFile) {
    List<Path> paths = new ArrayList<>(List.of(jar));
    try {
      for (String entry : Files.readString(classpathFile).strip().split(File.pathSeparator)) {
        if (!entry.isEmpty()) {
          paths.add(Path.of(entry));
        }
      }
    } catch (IOException e) {
      throw new ImageException(
          "There is no class path " + classpathFile + ": build Stillhouse first.", e);
    }
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new ImageException("There is no jar " + path + ": build Stillhouse first.");
      }
    }
    return new ClassPath(paths.stream().map(path -> Jar.of(path, home)).toList());
  }

  /** This path, then what the other adds. */
  ClassPath and(ClassPath other) {
    List<Jar> both = new ArrayList<>(jars);
    both.addAll(other.jars);
    return new ClassPath(both);
  }

  ClassPath where(Predicate<Jar> condition) {
    return new ClassPath(jars.stream().filter(condition).toList());
  }

  boolean contains(Jar jar) {
    return jars.contains(jar);
  }

  /**
   * The jar of a library, by artifact.
   *
   * @throws ImageException if it is not on the path
   */
  Jar library(String artifact) {
    return jars.stream()
        .filter(jar -> jar.library().filter(name -> name.artifact().equals(artifact)).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new ImageException(
                    "libtorch comes with "
                        + artifact
                        + ", but that is not on the class path of the component."));
  }
}
