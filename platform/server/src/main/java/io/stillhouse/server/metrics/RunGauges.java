package io.stillhouse.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.runstore.view.GroupSummary;
import io.stillhouse.v1.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the index says of the store's runs, and how old that is. */
final class RunGauges {
  private static final List<State> STATES =
      List.of(
          State.PENDING,
          State.RUNNING,
          State.CANCELING,
          State.SUCCEEDED,
          State.FAILED,
          State.CANCELED);
  private static final double NANOS_PER_SECOND = 1e9;

  private final RunStore index;
  private final LabelValues pipelines;
  private final MultiGauge runs;
  private final AtomicLong interrupted = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();

  RunGauges(MeterRegistry registry, RunStore index, StoreFollower follower, LabelValues pipelines) {
    this.index = index;
    this.pipelines = pipelines;
    this.runs =
        MultiGauge.builder("stillhouse.runs")
            .description("Runs that the store has.")
            .register(registry);
    Gauge.builder("stillhouse.runs.interrupted", interrupted, AtomicLong::get)
        .description("Runs that have not ended and nobody is at work on.")
        .register(registry);
    Gauge.builder("stillhouse.index.damaged", damaged, AtomicLong::get)
        .description("Records of runs that could not be read.")
        .register(registry);
    Gauge.builder("stillhouse.index.lag", follower, RunGauges::lagSeconds)
        .description("How far the index is behind the store; NaN where another process keeps it.")
        .baseUnit("seconds")
        .register(registry);
  }

  private static double lagSeconds(StoreFollower follower) {
    return follower
        .lag()
        .map(Duration::toNanos)
        .map(nanos -> nanos / NANOS_PER_SECOND)
        .orElse(Double.NaN);
  }

  /** Reads the index. */
  void refresh() {
    Map<String, EnumMap<State, Integer>> counts = new TreeMap<>();
    for (GroupSummary pipeline : index.pipelines()) {
      EnumMap<State, Integer> states =
          counts.computeIfAbsent(pipelines.of(pipeline.name()), name -> new EnumMap<>(State.class));
      pipeline.runs().forEach((state, count) -> states.merge(state, count, Integer::sum));
    }
    List<Row<?>> rows = new ArrayList<>();
    counts.forEach(
        (pipeline, states) ->
            STATES.forEach(
                state ->
                    rows.add(
                        Row.of(
                            Tags.of("pipeline", pipeline, "state", EndMeters.name(state)),
                            states.getOrDefault(state, 0)))));
    runs.register(rows, true);
    interrupted.set(index.count("interrupted = true"));
    damaged.set(index.damage().size());
  }
}
