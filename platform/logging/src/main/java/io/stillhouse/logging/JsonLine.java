package io.stillhouse.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.google.gson.stream.JsonWriter;
import io.stillhouse.model.run.TraceIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One JSON object for one thing that was logged: {@code timestamp} (UTC), {@code level}, {@code
 * logger}, {@code thread}, {@code message}; of whatever is about a run {@code run}, {@code step},
 * {@code attempt} and {@code trace_id}; {@code error} with the stack trace.
 */
final class JsonLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Subject process;

  /**
   * @param process what all lines of the process are about
   */
  JsonLine(Subject process) {
    this.process = process;
  }

  String of(ILoggingEvent event) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("timestamp").value(TIME.format(event.getInstant()));
      json.name("level").value(event.getLevel().toString());
      json.name("logger").value(event.getLoggerName());
      json.name("thread").value(event.getThreadName());
      json.name("message").value(event.getFormattedMessage());
      Map<String, String> about = new TreeMap<>(process.fields());
      about.putAll(event.getMDCPropertyMap());
      for (Map.Entry<String, String> field : about.entrySet()) {
        json.name(field.getKey());
        if (field.getKey().equals(Subject.ATTEMPT) && field.getValue().matches("[0-9]{1,9}")) {
          json.value(Integer.parseInt(field.getValue()));
        } else {
          json.value(field.getValue());
        }
      }
      String run = about.get(Subject.RUN);
      if (run != null) {
        json.name("trace_id").value(TraceIdentity.ofRun(run).traceId());
      }
      if (event.getThrowableProxy() != null) {
        json.name("error").value(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A text in memory takes everything.
    }
    return text.toString();
  }
}
