package io.stillhouse.release.gate;

/** A gate asks for a metric that a run does not have; the message says so. */
final class MetricUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MetricUnknownException(String message) {
    super(message);
  }
}
