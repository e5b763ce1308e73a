package io.stillhouse.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  Path definition(String name) {
    return home.resolve("pipeline-defs").resolve(name);
  }

  /** The folder with the large data sets, when the tester has one. */
  static Optional<Path> largeData() {
    return Optional.ofNullable(System.getenv("STILLHOUSE_TEST_DATA")).map(Path::of);
  }

  /** Runs the command to its end. */
  Output run(Path store, String... arguments) throws IOException, InterruptedException {
    Running running = start(store, arguments);
    int exit = running.process().waitFor();
    return new Output(exit, Files.readString(running.out()), Files.readString(running.err()));
  }

  /** Starts the command and returns at once. */
  Running start(Path store, String... arguments) throws IOException {
    Files.createDirectories(store);
    Path out = Files.createTempFile(store.getParent(), "out", ".txt");
    Path err = Files.createTempFile(store.getParent(), "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/stillhouse").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(store.getParent().toFile());
    builder.environment().putAll(Map.of("STILLHOUSE_STORE", store.toString(), "TERM", "dumb"));
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /**
   * The step processes that work on a store, found by the task that each carries in its
   * environment.
   */
  static List<ProcessHandle> stepProcesses(Path store) {
    return ProcessHandle.allProcesses().filter(process -> worksOn(process, store)).toList();
  }

  private static boolean worksOn(ProcessHandle process, Path store) {
    try {
      String environment =
          Files.readString(
              Path.of("/proc/" + process.pid() + "/environ"),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      return environment.lines().anyMatch(line -> line.contains("STILLHOUSE_TASK=" + store.toUri()))
          || environment.contains("STILLHOUSE_TASK=file://" + store);
    } catch (UncheckedIOException | IOException gone) {
      return false;
    }
  }

  /** How a command ended and what it printed. */
  record Output(int exit, String out, String err) {
    String all() {
      return "exit " + exit + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
  }

  /** A command at work. */
  record Running(Process process, Path out, Path err) {}
}
