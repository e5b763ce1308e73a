package io.stillhouse.platforms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that a person would use, and that tests use to see what the product did.
 *
 * @param program its name
 * @param variables what it needs in its environment
 */
record CommandLineTool(String program, Map<String, String> variables) {

  /** Whether it can be run with these arguments. */
  boolean works(String... arguments) {
    try {
      run(arguments);
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs it and returns what it printed.
   *
   * @throws IOException if it cannot be started or fails; the message says what it printed
   */
  String run(String... arguments) throws IOException, InterruptedException {
    return feed("", arguments);
  }

  /** The same with a text on its standard input. */
  String feed(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    try (var toProcess = process.getOutputStream()) {
      toProcess.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit + ": " + output);
    }
    return output;
  }
}
