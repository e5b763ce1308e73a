package io.stillhouse.orchestrator.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceVariablesTest {

  @Test
  void tracesAreOffUnlessSomebodyWantsThem() {
    assertThat(TraceVariables.switchOn(Map.of())).isFalse();
    assertThat(TraceVariables.switchOn(Map.of("OTEL_SERVICE_NAME", "mine"))).isFalse();
    assertThat(TraceVariables.switchOn(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "))).isFalse();
  }

  @Test
  void anEndpointOrAnExporterWantsThem() {
    assertThat(TraceVariables.switchOn(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://here")))
        .isTrue();
    assertThat(TraceVariables.switchOn(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://here")))
        .isTrue();
    assertThat(TraceVariables.switchOn(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
  }

  @Test
  void whoSaysNoIsHeard() {
    assertThat(
            TraceVariables.switchOn(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://here", "OTEL_SDK_DISABLED", "TRUE")))
        .isFalse();
    assertThat(
            TraceVariables.switchOn(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://here", "OTEL_TRACES_EXPORTER", "None")))
        .isFalse();
  }
}
