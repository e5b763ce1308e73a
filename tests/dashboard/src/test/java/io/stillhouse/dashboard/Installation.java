package io.stillhouse.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checkout under test: its command is run as a user would run it, in processes of its own. */
final class Installation {
  private final Path home;

  private Installation(Path home) {
    this.home = home;
  }

  /** The checkout that this test was built in. */
  static Installation ofThisBuild() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("bin/stillhouse"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no bin/stillhouse above " + Path.of("").toAbsolutePath());
      }
    }
    return new Installation(folder);
  }

  Path home() {
    return home;
  }

  /** Runs the command in a folder, where its store will be, and requires that it succeeds. */
  void run(Path workspace, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(workspace, "out", ".txt");
    int exit = start(workspace, output, arguments).waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments) + ": exit " + exit + "\n" + Files.readString(output));
    }
  }

  /** Starts the command; what it prints goes to a file. */
  Process start(Path workspace, Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/stillhouse").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(workspace.toFile());
    // The build that runs this test has made what is needed; another one would pull it from under
    // us.
    builder.environment().putAll(Map.of("STILLHOUSE_REBUILD", "no", "TERM", "dumb"));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return builder.start();
  }
}
