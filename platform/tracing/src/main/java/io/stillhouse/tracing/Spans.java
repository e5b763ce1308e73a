package io.stillhouse.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.stillhouse.model.run.TraceIdentity;
import io.stillhouse.v1.StepError;
import java.time.Instant;
import java.util.Locale;

/** Makes the spans of one run, whose ids follow from its name and theirs. */
final class Spans {
  /** Semantic conventions: the class of an error. */
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final AttributeKey<String> RUN = AttributeKey.stringKey("stillhouse.run");

  private final Tracer tracer;
  private final GivenIds ids;
  private final String run;
  private final TraceIdentity identity;

  Spans(Tracer tracer, GivenIds ids, String run) {
    this.tracer = tracer;
    this.ids = ids;
    this.run = run;
    this.identity = TraceIdentity.ofRun(run);
  }

  /**
   * Begins a span.
   *
   * @param inside what it is a part of
   * @param part its name within the run, of which its id is made
   */
  Span begin(Context inside, String part, String name, Instant start, Attributes about) {
    ids.next(identity.traceId(), identity.spanId(part));
    return tracer
        .spanBuilder(name)
        .setParent(inside)
        .setStartTimestamp(start)
        .setAttribute(RUN, run)
        .setAllAttributes(about)
        .startSpan();
  }

  /** Says of a span what went wrong in it. */
  static void fail(Span span, StepError error) {
    span.setStatus(StatusCode.ERROR, error.getMessage());
    span.setAttribute(ERROR, error.getErrorClass().name().toLowerCase(Locale.ROOT));
  }

  /** Ends a span. Clocks of two machines may disagree a little; no span is shorter than nothing. */
  static void end(Span span, Instant start, Instant end) {
    span.end(end.isAfter(start) ? end : start);
  }
}
