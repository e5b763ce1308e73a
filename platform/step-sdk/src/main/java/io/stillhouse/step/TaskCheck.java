package io.stillhouse.step;

import io.stillhouse.artifacts.ObjectKeys;
import io.stillhouse.v1.StepTask;
import java.util.ArrayList;
import java.util.List;

/** What every task must have. */
final class TaskCheck {

  private TaskCheck() {}

  /**
   * @throws IllegalArgumentException with everything that is wrong
   */
  static void check(StepTask task) {
    List<String> problems = new ArrayList<>();
    if (task.getStep().isEmpty()) {
      problems.add("step is empty");
    }
    if (task.getAttempt() < 1) {
      problems.add("attempt is " + task.getAttempt() + "; attempts are counted from 1");
    }
    checkKey("attemptPath", task.getAttemptPath(), problems);
    checkKey("checkpointPath", task.getCheckpointPath(), problems);
    task.getOutputsMap().keySet().forEach(name -> checkKey("outputs", name, problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the task is wrong: " + String.join("; ", problems));
    }
  }

  private static void checkKey(String field, String key, List<String> problems) {
    try {
      ObjectKeys.check(key);
    } catch (IllegalArgumentException e) {
      problems.add(field + ": " + e.getMessage());
    }
  }
}
