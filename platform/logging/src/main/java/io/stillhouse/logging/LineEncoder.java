package io.stillhouse.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes what is logged as lines of text, or, with the format {@code json}, as one JSON object a
 * line for systems that collect logs. For configurations of Logback, which call the setters.
 */
public final class LineEncoder extends PatternLayoutEncoder {
  private static final String JSON = "json";
  private static final String TEXT = "text";

  private String format = TEXT;
  private String task = "";
  private Optional<JsonLine> json = Optional.empty();

  /** {@code text} or {@code json}. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The URI of the task of the process's step; empty if the process is none of a step. */
  public void setTask(String task) {
    this.task = task;
  }

  @Override
  public void start() {
    if (format.equals(JSON)) {
      json = Optional.of(new JsonLine(Subject.ofTask(task)));
    } else if (!format.equals(TEXT)) {
      addWarn("STILLHOUSE_LOG_FORMAT is '" + format + "', neither text nor json: text it is");
    }
    super.start();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return json.isPresent()
        ? (json.get().of(event) + "\n").getBytes(StandardCharsets.UTF_8)
        : super.encode(event);
  }
}
