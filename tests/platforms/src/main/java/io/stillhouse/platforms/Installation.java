package io.stillhouse.platforms;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The checkout under test: its command is run as a user would run it, in processes of its own. */
public final class Installation {
  private final Path home;

  private Installation(Path home) {
    this.home = home;
  }

  /** The checkout that this test was built in. */
  public static Installation ofThisBuild() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("bin/stillhouse"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no bin/stillhouse above " + Path.of("").toAbsolutePath());
      }
    }
    return new Installation(folder);
  }

  /** Its folder. */
  public Path home() {
    return home;
  }

  /** A file of its folder of definitions. */
  public Path definition(String name) {
    return home.resolve("pipeline-defs").resolve(name);
  }

  /** The digits that ship with the product. */
  public Path digits() {
    return definition("data/mnist10k");
  }

  /** The class path of parts of the platform together. */
  public String classPath(String... parts) throws IOException {
    Set<String> jars = new LinkedHashSet<>();
    for (String part : parts) {
      Path target = home.resolve("platform").resolve(part).resolve("target");
      jars.add(target.resolve("stillhouse-" + part + ".jar").toString());
      jars.addAll(
          List.of(Files.readString(target.resolve("classpath")).strip().split(File.pathSeparator)));
    }
    return String.join(File.pathSeparator, jars);
  }

  /** Runs the command to its end. */
  public Output run(Path workspace, String... arguments) throws IOException, InterruptedException {
    return start(workspace, arguments).await();
  }

  /** Starts the command in a folder, where its store will be, and returns at once. */
  public Running start(Path workspace, String... arguments) throws IOException {
    return start(workspace, Map.of(), arguments);
  }

  /** The same with more environment variables. */
  public Running start(Path workspace, Map<String, String> variables, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(workspace, "out", ".txt");
    Path err = Files.createTempFile(workspace, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/stillhouse").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(workspace.toFile());
    // The build that runs this test has made what is needed; another one would pull it from under
    // us.
    builder.environment().putAll(Map.of("STILLHOUSE_REBUILD", "no", "TERM", "dumb"));
    builder.environment().putAll(variables);
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    return new Running(builder.start(), out, err);
  }

  /** The step processes at work below a folder, found by the task in their environment. */
  public static List<ProcessHandle> stepProcesses(Path workspace) {
    return ProcessHandle.allProcesses().filter(process -> worksBelow(process, workspace)).toList();
  }

  private static boolean worksBelow(ProcessHandle process, Path workspace) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      for (String variable :
          Files.readString(environment, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        if (variable.startsWith("STILLHOUSE_TASK=") && variable.contains(workspace.toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // It has ended, or belongs to somebody else.
      return false;
    }
  }

  /**
   * How a command ended and what it printed.
   *
   * @param exit its exit status
   * @param out its standard output
   * @param err its standard error
   */
  public record Output(int exit, String out, String err) {
    @Override
    public String toString() {
      return "exit " + exit + "\n--- stdout\n" + out + "\n--- stderr\n" + err;
    }
  }

  /**
   * A command at work.
   *
   * @param process its process
   * @param out the file of its standard output
   * @param err the file of its standard error
   */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Output await() throws IOException, InterruptedException {
      int exit = process.waitFor();
      return new Output(exit, Files.readString(out), Files.readString(err));
    }
  }
}
