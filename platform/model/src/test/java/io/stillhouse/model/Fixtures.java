package io.stillhouse.model;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts that several tests read. */
public final class Fixtures {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Fixtures() {}

  /** A file below the test resources. */
  public static SourceText text(String path) {
    try {
      return new SourceText(
          Path.of(path).getFileName().toString(), Files.readString(RESOURCES.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the files of a folder of test resources, with the folder. */
  public static List<String> files(String folder) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The components that the test definitions name. */
  public static ComponentCatalog catalog() {
    return ComponentCatalog.of(
        files("components").stream().map(path -> component(text(path))).toList());
  }

  private static Component component(SourceText text) {
    return new ComponentParser().parse(text).orElseThrow();
  }

  /** The value of a key that must be there. */
  public static <T> T valueOf(Map<String, T> map, String key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }

  /** Problems as a user sees them. */
  public static List<String> shown(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }
}
