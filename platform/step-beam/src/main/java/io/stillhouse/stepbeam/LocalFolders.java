package io.stillhouse.stepbeam;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where work on the step's own threads leaves what it makes, until all of it is done.
 *
 * @param root the folder of it all
 */
record LocalFolders(String root) implements Serializable {
  private static final String RESULTS = "results";
  private static final String OUTPUTS = "outputs";

  static LocalFolders create(Path root) throws IOException {
    Files.createDirectories(root.resolve(RESULTS));
    Files.createDirectories(root.resolve(OUTPUTS));
    return new LocalFolders(root.toString());
  }

  /** The file for what became of a task. */
  Path result(String task) {
    return Path.of(root, RESULTS, task);
  }

  /** The folder for files of an output, which need not exist. */
  Path output(String name) {
    return Path.of(root, OUTPUTS, name);
  }

  /** The outputs of which there are files. */
  List<String> outputs() throws IOException {
    try (var folders = Files.list(Path.of(root, OUTPUTS))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }
}
