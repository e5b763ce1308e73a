package io.stillhouse.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.run.TraceIdentity;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTraceTest {
  private static final String TWO_STEPS =
      """
      - {name: first, component: timed, parameters: {millis: 300, end: second time, memory: MEMORY}}
      - name: second
        component: timed
        parameters: {millis: 200}
        inputs: {one: "${steps.first.outputs.data}"}
      """;

  @TempDir Path folder;
  private TracedRuns runs;

  @BeforeEach
  void prepare() throws Exception {
    runs = new TracedRuns(folder);
  }

  @Test
  void aRunIsOneTraceOfItsStepsTheirAttemptsAndTheirPhases() throws Exception {
    try (Collector collector = new Collector()) {
      RunOutcome run = execute(collector.environment(), TWO_STEPS);

      assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
      List<Span> spans = collector.spans();
      assertThat(spans)
          .extracting(span -> hex(span.getTraceId().toByteArray()))
          .containsOnly(TraceIdentity.ofRun(run.getRun()).traceId());
      assertThat(paths(spans))
          .containsExactlyInAnyOrder(
              "run traced",
              "run traced > step first",
              "run traced > step first > attempt 1",
              "run traced > step first > attempt 1 > queue",
              "run traced > step first > attempt 1 > pull",
              "run traced > step first > attempt 1 > download",
              "run traced > step first > attempt 1 > compute",
              "run traced > step first > attempt 2",
              "run traced > step first > attempt 2 > queue",
              "run traced > step first > attempt 2 > pull",
              "run traced > step first > attempt 2 > download",
              "run traced > step first > attempt 2 > compute",
              "run traced > step first > attempt 2 > upload",
              "run traced > step second",
              "run traced > step second > attempt 1",
              "run traced > step second > attempt 1 > queue",
              "run traced > step second > attempt 1 > pull",
              "run traced > step second > attempt 1 > download",
              "run traced > step second > attempt 1 > compute",
              "run traced > step second > attempt 1 > upload");
      assertThat(attribute(only(spans, "run traced"), "stillhouse.run")).isEqualTo(run.getRun());
      assertThat(attribute(only(spans, "run traced"), "cicd.pipeline.result")).isEqualTo("success");
      assertThat(attribute(only(spans, "step second"), "stillhouse.step")).isEqualTo("second");
      assertThat(collector.resources())
          .singleElement()
          .satisfies(
              resource ->
                  assertThat(resource.getAttributesList())
                      .contains(keyValue("service.name", "stillhouse")));
    }
  }

  @Test
  void timesAreThoseOfTheWork() throws Exception {
    try (Collector collector = new Collector()) {
      Instant before = Instant.now();
      execute(collector.environment(), TWO_STEPS);
      Instant after = Instant.now();

      List<Span> spans = collector.spans();
      String attempt = "run traced > step second > attempt 1";
      assertThat(millis(at(spans, attempt + " > compute"))).isBetween(200L, 2000L);
      assertThat(millis(at(spans, "run traced > step first > attempt 1 > compute")))
          .isBetween(300L, 2000L);
      // What a phase is comes without a gap after the one before it.
      List<String> phases = List.of("queue", "pull", "download", "compute", "upload");
      for (int i = 1; i < phases.size(); i++) {
        assertThat(at(spans, attempt + " > " + phases.get(i)).getStartTimeUnixNano())
            .as(phases.get(i))
            .isEqualTo(at(spans, attempt + " > " + phases.get(i - 1)).getEndTimeUnixNano());
      }
      for (Span span : spans) {
        assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
        spans.stream()
            .filter(parent -> parent.getSpanId().equals(span.getParentSpanId()))
            .forEach(
                parent -> {
                  assertThat(span.getStartTimeUnixNano())
                      .as(path(spans, span))
                      .isGreaterThanOrEqualTo(parent.getStartTimeUnixNano());
                  assertThat(span.getEndTimeUnixNano())
                      .as(path(spans, span))
                      .isLessThanOrEqualTo(parent.getEndTimeUnixNano());
                });
      }
      Span whole = only(spans, "run traced");
      assertThat(start(whole)).isBetween(before, after);
      assertThat(Duration.between(start(whole), after).toMillis())
          .isCloseTo(millis(whole), within(5000L));
      // The second step begins when the first has ended, not before.
      assertThat(only(spans, "step second").getStartTimeUnixNano())
          .isGreaterThanOrEqualTo(only(spans, "step first").getEndTimeUnixNano());
    }
  }

  @Test
  void whatFailedSaysSoAndWhy() throws Exception {
    try (Collector collector = new Collector()) {
      RunOutcome run =
          execute(
              collector.environment(),
              """
              - {name: retried, component: timed, parameters: {end: second time, memory: MEMORY}}
              - {name: wrong, component: timed, parameters: {end: invalid}}
              - name: never
                component: timed
                inputs: {one: "${steps.wrong.outputs.data}"}
              """);

      assertThat(run.getState()).isEqualTo(State.FAILED);
      List<Span> spans = collector.spans();
      List<String> failed =
          spans.stream()
              .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
              .map(span -> path(spans, span))
              .toList();
      assertThat(failed)
          .containsExactlyInAnyOrder(
              "run traced",
              "run traced > step wrong",
              "run traced > step wrong > attempt 1",
              "run traced > step wrong > attempt 1 > compute",
              "run traced > step retried > attempt 1",
              "run traced > step retried > attempt 1 > compute");
      Span wrong = only(spans, "step wrong");
      assertThat(wrong.getStatus().getMessage()).contains("there is nothing to learn from");
      assertThat(attribute(wrong, "error.type")).isEqualTo("invalid_input");
      assertThat(attribute(wrong, "cicd.pipeline.task.run.result")).isEqualTo("failure");
      assertThat(attribute(only(spans, "step never"), "cicd.pipeline.task.run.result"))
          .isEqualTo("skip");
      assertThat(only(spans, "run traced").getStatus().getMessage()).isEqualTo("failed: wrong");
    }
  }

  @Test
  void aKilledProcessLeavesAnAttemptWithoutWork() throws Exception {
    try (Collector collector = new Collector()) {
      RunOutcome run =
          execute(
              collector.environment(),
              "- {name: gone, component: timed, parameters: {millis: 200, end: killed}}\n");

      assertThat(run.getState()).isEqualTo(State.FAILED);
      List<Span> spans = collector.spans();
      assertThat(paths(spans))
          .contains("run traced > step gone > attempt 1 > pull")
          .doesNotContain("run traced > step gone > attempt 1 > compute");
      Span attempt = at(spans, "run traced > step gone > attempt 1");
      assertThat(millis(attempt)).isGreaterThanOrEqualTo(200);
      assertThat(attempt.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }
  }

  @Test
  void aRepetitionTellsOfWhatItDidItself() throws Exception {
    try (Collector collector = new Collector()) {
      RunController controller = runs.controller(Map.of());
      RunLayout first = controller.create(runs.request(TWO_STEPS));
      controller.execute(first, RunListener.NONE);
      RunController traced = runs.controller(collector.environment());

      RunOutcome cached = traced.execute(traced.create(runs.request(TWO_STEPS)), RunListener.NONE);

      assertThat(cached.getState()).isEqualTo(State.SUCCEEDED);
      List<Span> spans = collector.spans();
      assertThat(paths(spans))
          .containsExactlyInAnyOrder(
              "run traced", "run traced > step first", "run traced > step second");
      assertThat(value(only(spans, "step first"), "stillhouse.cached").getBoolValue()).isTrue();
    }
  }

  @Test
  void aDeadCollectorHarmsNoRun() throws Exception {
    String dead;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = "http://127.0.0.1:" + closed.getLocalPort();
    }
    Instant start = Instant.now();
    RunOutcome run = execute(Collector.environment(dead), TWO_STEPS);

    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Duration.between(end(run), Instant.now())).isLessThan(Duration.ofSeconds(7));
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(40));
  }

  @Test
  void aCollectorThatNeverAnswersHarmsNoRun() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      RunOutcome run =
          execute(
              Collector.environment("http://127.0.0.1:" + silent.getLocalPort()),
              "- {name: alone, component: timed}\n");

      assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
      assertThat(Duration.between(end(run), Instant.now())).isLessThan(Duration.ofSeconds(7));
    }
  }

  @Test
  void aWrongVariableHarmsNoRun() throws Exception {
    RunOutcome run =
        execute(Map.of("OTEL_TRACES_EXPORTER", "pigeon"), "- {name: alone, component: timed}\n");

    assertThat(run.getState()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void nothingIsExportedUnlessSomebodyAsks() throws Exception {
    try (Collector collector = new Collector()) {
      Map<String, String> off = new HashMap<>(collector.environment());
      off.put("OTEL_TRACES_EXPORTER", "none");

      execute(off, "- {name: alone, component: timed}\n");

      assertThat(collector.spans()).isEmpty();
    }
  }

  private RunOutcome execute(Map<String, String> variables, String steps) {
    RunController controller = runs.controller(variables);
    return controller.execute(controller.create(runs.request(steps)), RunListener.NONE);
  }

  private static Span only(List<Span> spans, String name) {
    List<Span> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static Span at(List<Span> spans, String path) {
    return spans.stream()
        .filter(span -> path(spans, span).equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path + " in " + paths(spans)));
  }

  private static List<String> paths(List<Span> spans) {
    return spans.stream().map(span -> path(spans, span)).toList();
  }

  private static String path(List<Span> spans, Span span) {
    String name =
        span.getName().equals("attempt")
            ? "attempt " + value(span, "stillhouse.attempt").getIntValue()
            : span.getName();
    return spans.stream()
        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
        .findFirst()
        .map(parent -> path(spans, parent) + " > " + name)
        .orElse(name);
  }

  private static String attribute(Span span, String key) {
    return value(span, key).getStringValue();
  }

  private static AnyValue value(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(KeyValue::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static KeyValue keyValue(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static long millis(Span span) {
    return Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).toMillis();
  }

  private static Instant start(Span span) {
    return Instant.EPOCH.plusNanos(span.getStartTimeUnixNano());
  }

  private static Instant end(RunOutcome run) {
    return Instant.ofEpochSecond(run.getEndTime().getSeconds(), run.getEndTime().getNanos());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
