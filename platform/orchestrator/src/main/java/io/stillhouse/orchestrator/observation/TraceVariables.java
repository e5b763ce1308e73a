package io.stillhouse.orchestrator.observation;

import java.util.Locale;
import java.util.Map;

/** The environment variables of OpenTelemetry that switch traces on; see docs/observability.md. */
public final class TraceVariables {
  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String DISABLED = "OTEL_SDK_DISABLED";

  private TraceVariables() {}

  /** Whether an environment names somebody who wants traces. */
  public static boolean switchOn(Map<String, String> environment) {
    String exporter = value(environment, EXPORTER);
    if (exporter.equals("none") || value(environment, DISABLED).equals("true")) {
      return false;
    }
    return !exporter.isEmpty()
        || !value(environment, ENDPOINT).isEmpty()
        || !value(environment, TRACES_ENDPOINT).isEmpty();
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT);
  }
}
