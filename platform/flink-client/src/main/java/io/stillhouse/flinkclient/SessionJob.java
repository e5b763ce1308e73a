package io.stillhouse.flinkclient;

/**
 * A job of a session.
 *
 * @param id the number that Flink gave it
 * @param name the name that it was submitted with
 * @param state how it is
 */
public record SessionJob(String id, String name, State state) {

  /** How a job is. */
  public enum State {
    /** It works, waits for slots, or is about to end. */
    LIVE,
    /** Every transform has done its work. */
    FINISHED,
    /** It ended with an exception, by which Flink may also mean that it lost a TaskManager. */
    FAILED,
    /** Somebody canceled it. */
    CANCELED;

    /** By Flink's own word. */
    public static State of(String status) {
      return switch (status) {
        case "FINISHED" -> FINISHED;
        case "FAILED" -> FAILED;
        case "CANCELED" -> CANCELED;
        default -> LIVE;
      };
    }
  }
}
