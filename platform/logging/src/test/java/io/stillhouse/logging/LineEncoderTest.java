package io.stillhouse.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineEncoderTest {
  private static final String TASK =
      "file:///stores/main/quickstart/20260131-235959-a1b2c3/teacher-resnet20/2/task.json";

  private final LoggerContext context = new LoggerContext();
  private final LogbackMDCAdapter about = new LogbackMDCAdapter();

  private LineEncoder encoder(String format, String task) {
    context.setMDCAdapter(about);
    LineEncoder encoder = new LineEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg%n");
    encoder.setFormat(format);
    encoder.setTask(task);
    encoder.start();
    return encoder;
  }

  private String line(LineEncoder encoder, String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "test", context.getLogger("io.Some"), Level.WARN, message, thrown, new Object[] {7});
    event.setInstant(Instant.parse("2026-01-31T23:59:59.5Z"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aLineOfJsonSaysWhatTheProcessOfAStepIsAbout() {
    String line =
        line(encoder("json", TASK), "\"{}\" is\nbad: \u0130", new IllegalStateException("why"));
    assertThat(line).endsWith("}\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    assertThat(json.get("timestamp").getAsString()).isEqualTo("2026-01-31T23:59:59.500Z");
    assertThat(json.get("level").getAsString()).isEqualTo("WARN");
    assertThat(json.get("logger").getAsString()).isEqualTo("io.Some");
    assertThat(json.get("message").getAsString()).isEqualTo("\"7\" is\nbad: \u0130");
    assertThat(json.get("run").getAsString())
        .isEqualTo("pipelines/quickstart/runs/20260131-235959-a1b2c3");
    assertThat(json.get("step").getAsString()).isEqualTo("teacher-resnet20");
    assertThat(json.get("attempt").getAsInt()).isEqualTo(2);
    // printf pipelines/quickstart/runs/20260131-235959-a1b2c3 | sha256sum
    assertThat(json.get("trace_id").getAsString()).isEqualTo("c6e049195756448ac7a5dff225fa2e02");
    assertThat(json.get("error").getAsString())
        .contains("IllegalStateException: why", "LineEncoderTest");
  }

  @Test
  void aProcessOfManyRunsSaysWhichOneALineIsAbout() {
    LineEncoder encoder = encoder("json", "");
    about.put("run", "pipelines/quickstart/runs/20260131-235959-a1b2c3");
    about.put("step", "dataset");
    JsonObject json = JsonParser.parseString(line(encoder, "{}", null)).getAsJsonObject();
    assertThat(json.get("step").getAsString()).isEqualTo("dataset");
    assertThat(json.get("trace_id").getAsString()).isEqualTo("c6e049195756448ac7a5dff225fa2e02");
    assertThat(json.has("attempt")).isFalse();
    assertThat(json.has("error")).isFalse();
    about.clear();
    assertThat(line(encoder, "{}", null)).doesNotContain("run", "trace_id");
  }

  @Test
  void textStaysWhatThePatternSays() {
    assertThat(line(encoder("text", TASK), "{} lines", null)).isEqualTo("WARN 7 lines\n");
    assertThat(line(encoder("jsn", TASK), "{} lines", null)).isEqualTo("WARN 7 lines\n");
  }
}
