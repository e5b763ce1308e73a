package io.stillhouse.cli;

import io.stillhouse.cli.text.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param out where data goes
 * @param err where progress and errors go
 * @param variables the environment variables
 * @param workingDirectory what relative paths are relative to, absolute
 * @param clock what time it is, in the zone that times are shown in
 * @param terminal what the outputs are
 * @param interrupts how a user's Ctrl-C arrives
 */
public record CliEnvironment(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> variables,
    Path workingDirectory,
    Clock clock,
    Terminal terminal,
    Interrupts interrupts) {

  public CliEnvironment {
    if (!workingDirectory.isAbsolute()) {
      throw new IllegalArgumentException(
          "The working directory " + workingDirectory + " is not absolute.");
    }
    variables = Map.copyOf(variables);
  }

  /** The same with other environment variables. */
  public CliEnvironment with(Map<String, String> others) {
    return new CliEnvironment(out, err, others, workingDirectory, clock, terminal, interrupts);
  }

  /** The same where signals have their usual meaning: they end the process. */
  public CliEnvironment withoutInterrupts() {
    return new CliEnvironment(
        out, err, variables, workingDirectory, clock, terminal, wish -> () -> {});
  }

  /** The path as the user meant it. */
  public Path resolve(Path path) {
    return workingDirectory.resolve(path).normalize();
  }

  /** The path as short as it can be written for a user in the working directory. */
  public String display(Path path) {
    Path absolute = resolve(path);
    return absolute.startsWith(workingDirectory) && !absolute.equals(workingDirectory)
        ? workingDirectory.relativize(absolute).toString()
        : absolute.toString();
  }
}
