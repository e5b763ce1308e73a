package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;

/** Ends the reading of a text that is too deep or has too many nodes. */
final class YamlBoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SourceLocation location;
  private final String reason;

  YamlBoundException(SourceLocation location, String reason) {
    super(reason);
    this.location = location;
    this.reason = reason;
  }

  SourceLocation location() {
    return location;
  }

  String reason() {
    return reason;
  }
}
