package io.stillhouse.definitions;

import io.stillhouse.model.problem.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * The YAML that the product ships, found by looking, so that a new file is tested from its start.
 */
final class ShippedFiles {
  private ShippedFiles() {}

  static List<Path> definitions() throws IOException {
    return matching("pipeline-defs", "*.yaml");
  }

  static List<Path> components() throws IOException {
    return matching("steps", "*/component.yaml");
  }

  static SourceText text(Path file) throws IOException {
    return new SourceText(file.toString(), Files.readString(file));
  }

  // A folder that was moved must not turn a test of all files into one of none.
  private static List<Path> matching(String folder, String pattern) throws IOException {
    Path root = repository().resolve(folder);
    PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files =
        Files.find(root, 2, (path, attributes) -> matcher.matches(root.relativize(path)))) {
      List<Path> found = files.sorted().toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no " + pattern + " in " + root);
      }
      return found;
    }
  }

  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("bin/stillhouse"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no bin/stillhouse above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }
}
