package io.stillhouse.stepbeam.work;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Counts what the workers of a pipeline have done.
 *
 * @param namespace of Beam's metric: the component's name
 * @param name of Beam's metric: what is counted
 */
public record WorkCounter(String namespace, String name) {
  public WorkCounter {
    if (namespace.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("a counter needs a namespace and a name");
    }
  }

  /** What a worker increments; it may be kept in a field of a {@code DoFn}. */
  public Counter counter() {
    return Metrics.counter(namespace, name);
  }

  /** The sum over all workers so far. Work that a runner did twice counts twice. */
  public long read(PipelineResult running) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
    long done = 0;
    for (MetricResult<Long> counter : running.metrics().queryMetrics(filter).getCounters()) {
      done += counter.getAttempted();
    }
    return done;
  }
}
