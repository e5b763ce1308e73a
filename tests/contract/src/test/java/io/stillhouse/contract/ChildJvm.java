package io.stillhouse.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Java process with the class path of the tests, killed at the latest when it is closed. */
final class ChildJvm implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;

  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a main class; its stdout and stderr go to a file. */
  static ChildJvm start(
      Path output, Class<?> main, Map<String, String> environment, String... arguments) {
    return start(output, List.of(), main, environment, arguments);
  }

  /** Like above, the command of the Java machine preceded by another that runs it. */
  static ChildJvm start(
      Path output,
      List<String> prefix,
      Class<?> main,
      Map<String, String> environment,
      String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildJvm(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the process to end: SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Kills the process: SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end; it said:\n" + output());
    }
    return process.exitValue();
  }

  /** What it said so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
