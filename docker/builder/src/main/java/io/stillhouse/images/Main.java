package io.stillhouse.images;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** What {@code docker/build} starts. */
public final class Main {
  private static final int WRONG = 2;
  private static final int FAILED = 1;

  private Main() {}

  /** Builds the images that the arguments name, of the installation in STILLHOUSE_HOME. */
  public static void main(String[] arguments) {
    String home = System.getenv().getOrDefault("STILLHOUSE_HOME", ".");
    CommandLine command =
        new CommandLine(
            new BuildCommand(Path.of(home).toAbsolutePath().normalize(), System.getenv()));
    command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    command.setParameterExceptionHandler(
        (wrong, given) -> {
          command.getErr().println("docker/build: " + wrong.getMessage());
          command.getErr().println("See docker/build --help");
          return WRONG;
        });
    command.setExecutionExceptionHandler(
        (failure, line, result) -> {
          if (!(failure instanceof ImageException)) {
            throw failure;
          }
          command.getErr().println("docker/build: " + failure.getMessage());
          return FAILED;
        });
    System.exit(command.execute(arguments));
  }
}
