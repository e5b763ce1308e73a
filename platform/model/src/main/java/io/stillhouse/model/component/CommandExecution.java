package io.stillhouse.model.component;

import java.util.List;

/**
 * Any program, started in the folder of the component's file.
 *
 * @param command the program and its arguments, at least the program
 */
public record CommandExecution(List<String> command) implements Execution {
  /**
   * @throws IllegalArgumentException if there is no program
   */
  public CommandExecution {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least the program");
    }
  }
}
