package io.stillhouse.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.stillhouse.v1.TriggerEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Counts what became of the events of triggers. */
final class TriggerMeters implements Consumer<TriggerEvent> {
  private final MeterRegistry registry;
  private final LabelValues triggers;

  TriggerMeters(MeterRegistry registry, LabelValues triggers) {
    this.registry = registry;
    this.triggers = triggers;
  }

  @Override
  public void accept(TriggerEvent event) {
    Counter.builder("stillhouse.trigger.events")
        .description("Events of triggers, once when their run has started and once when over.")
        .tag("trigger", triggers.of(trigger(event)))
        .tag("outcome", outcome(event))
        .register(registry)
        .increment();
  }

  private static String trigger(TriggerEvent event) {
    return List.of(event.getName().split("/", -1)).get(1);
  }

  private static String outcome(TriggerEvent event) {
    return switch (event.getState()) {
      case EVENT_STARTED -> "started";
      case EVENT_SKIPPED -> "skipped";
      case EVENT_FAILED -> "not_started";
      case EVENT_ENDED ->
          switch (event.getRunState()) {
            case SUCCEEDED, FAILED, CANCELED ->
                "run_" + event.getRunState().name().toLowerCase(Locale.ROOT);
            default -> "run_lost";
          };
      default -> "unknown";
    };
  }
}
