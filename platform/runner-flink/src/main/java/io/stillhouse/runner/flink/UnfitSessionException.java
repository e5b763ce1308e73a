package io.stillhouse.runner.flink;

/**
 * The session cannot carry the run out, however often it is tried. Thrown on the session; the
 * submitting process finds its message, one line, in what Flink tells of the job's failure.
 */
final class UnfitSessionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitSessionException(String message) {
    super(message.replace('\n', ' '));
  }
}
