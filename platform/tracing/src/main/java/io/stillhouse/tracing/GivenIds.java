package io.stillhouse.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives the next span the ids that were said before. Whoever says them starts it, alone. */
final class GivenIds implements IdGenerator {
  private String traceId = "";
  private String spanId = "";

  void next(String traceId, String spanId) {
    this.traceId = traceId;
    this.spanId = spanId;
  }

  @Override
  public String generateTraceId() {
    return traceId;
  }

  @Override
  public String generateSpanId() {
    return spanId;
  }
}
