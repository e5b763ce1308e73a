package io.stillhouse.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where spans go: in the background, in batches, as the variables of OpenTelemetry say. Nobody ever
 * waits for it but {@link #close}.
 */
final class TraceExport implements AutoCloseable {
  /** How long a run that has ended waits for a collector that does not answer. */
  private static final int LONGEST_WAIT_SECONDS = 5;

  private static final String PREFIX = "OTEL_";
  private static final Logger LOG = LoggerFactory.getLogger(TraceExport.class);

  private final OpenTelemetrySdk sdk;
  private final SdkLog log;

  private TraceExport(OpenTelemetrySdk sdk, SdkLog log) {
    this.sdk = sdk;
    this.log = log;
  }

  /**
   * An export as an environment says.
   *
   * @throws IllegalArgumentException if a variable is wrong
   */
  static TraceExport open(Map<String, String> environment, IdGenerator ids) {
    SdkLog log = SdkLog.attach();
    try {
      return new TraceExport(
          AutoConfiguredOpenTelemetrySdk.builder()
              .setServiceClassLoader(TraceExport.class.getClassLoader())
              .disableShutdownHook()
              .addPropertiesSupplier(() -> Map.of("otel.service.name", "stillhouse"))
              .addPropertiesCustomizer(configured -> properties(environment))
              .addTracerProviderCustomizer((provider, configured) -> provider.setIdGenerator(ids))
              .build()
              .getOpenTelemetrySdk(),
          log);
    } catch (ConfigurationException e) {
      log.close();
      throw new IllegalArgumentException(
          "a variable " + PREFIX + "... is wrong: " + e.getMessage(), e);
    }
  }

  Tracer tracer() {
    return sdk.getTracer("io.stillhouse");
  }

  /** Exports what waits, for at most some seconds. */
  @Override
  public void close() {
    var shutdown =
        sdk.getSdkTracerProvider().shutdown().join(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    if (!shutdown.isSuccess()) {
      LOG.error(
          "the trace is not complete: it could not be exported within {} s of the run's end;"
              + " the run itself is well",
          LONGEST_WAIT_SECONDS);
    }
    log.close();
  }

  /** The environment as the SDK's configuration; metrics and logs have other ways out. */
  private static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }
}
