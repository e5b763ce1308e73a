package io.stillhouse.runstore.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every run has: the columns that need no name of a metric, parameter or label. */
enum RunField {
  NAME("r.name", Kind.TEXT),
  PIPELINE("r.pipeline", Kind.TEXT),
  RUN("r.run", Kind.TEXT),
  EXPERIMENT("r.experiment", Kind.TEXT),
  STATE("r.state", Kind.STATE),
  OWNER("r.owner", Kind.TEXT),
  INTERRUPTED("r.interrupted", Kind.TRUTH),
  CREATE_TIME("r.create_time", Kind.TIME),
  START_TIME("r.start_time", Kind.TIME),
  END_TIME("r.end_time", Kind.TIME),
  DURATION("(r.end_time - r.start_time)", Kind.DURATION),
  LAUNCHER("r.launcher", Kind.TEXT),
  RUNNER("r.runner", Kind.TEXT),
  RETRY_OF("r.retry_of", Kind.TEXT),
  RETRY_FROM("r.retry_from", Kind.TEXT),
  DEFINITION_DIGEST("r.definition_digest", Kind.TEXT),
  STEP_COUNT("r.steps_total", Kind.COUNT),
  SUCCEEDED_STEPS("r.steps_succeeded", Kind.COUNT),
  CACHED_STEPS("r.steps_cached", Kind.COUNT),
  SKIPPED_STEPS("r.steps_skipped", Kind.COUNT),
  FAILED_STEPS("r.steps_failed", Kind.COUNT),
  FAILED_STEP("r.failed_step", Kind.TEXT),
  ERROR_CLASS("r.error_class", Kind.TEXT),
  ERROR_MESSAGE("r.error_message", Kind.TEXT);

  /** What values it has. */
  enum Kind {
    TEXT,
    STATE,
    TRUTH,
    TIME,
    DURATION,
    COUNT
  }

  private final String expression;
  private final Kind kind;

  RunField(String expression, Kind kind) {
    this.expression = expression;
    this.kind = kind;
  }

  /** Its value in SQL, of the table {@code run r}; possibly null. */
  String expression() {
    return expression;
  }

  Kind kind() {
    return kind;
  }

  /** Its name in a filter: {@code create_time}. */
  String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<RunField> named(String name) {
    return Arrays.stream(values()).filter(field -> field.fieldName().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(RunField::fieldName).toList();
  }
}
