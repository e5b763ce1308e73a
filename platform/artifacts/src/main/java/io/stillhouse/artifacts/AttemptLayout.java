package io.stillhouse.artifacts;

import java.util.Locale;

/**
 * The keys of one attempt's objects.
 *
 * @param folder the attempt's folder, {@code <pipeline>/<run>/<step>/<attempt>}
 */
public record AttemptLayout(String folder) {

  public AttemptLayout {
    ObjectKeys.check(folder);
  }

  /** The {@code StepTask}. */
  public String task() {
    return folder + "/task.json";
  }

  /** The {@code StepResult}, created if absent: exactly one writer wins. */
  public String result() {
    return folder + "/result.json";
  }

  /** The {@code Attempt}, written by the orchestrator when it has seen the attempt's end. */
  public String record() {
    return folder + "/attempt.json";
  }

  /** Created if absent by the process that is going to commit the outputs. */
  public String commitClaim() {
    return folder + "/commit";
  }

  /**
   * Created if absent by a container that begins the attempt: a second one then leaves it alone.
   */
  public String holder() {
    return folder + "/holder";
  }

  /** The output of the process. */
  public String log() {
    return folder + "/log.txt";
  }

  /** The folder of the event chunks. */
  public String events() {
    return folder + "/events";
  }

  /** One event chunk, counted from 1. */
  public String eventChunk(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("event chunks are counted from 1, not " + number);
    }
    return events() + "/" + String.format(Locale.ROOT, "%08d", number) + ".json";
  }

  /**
   * The folder of what the attempt and workers elsewhere tell each other. It is deleted when their
   * work is done.
   */
  public String work() {
    return folder + "/_work";
  }

  /** The folder of one output. */
  public String output(String output) {
    return ObjectKeys.check(folder + "/" + output);
  }
}
