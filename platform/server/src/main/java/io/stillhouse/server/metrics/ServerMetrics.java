package io.stillhouse.server.metrics;

import com.linecorp.armeria.common.grpc.GrpcMeterIdPrefixFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.metric.MetricCollectingService;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.server.ended.EndListener;
import io.stillhouse.v1.TriggerEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The metrics of one server. Labels are bounded: of pipelines, components and triggers the first
 * hundred are told apart, everything else is of a fixed set; no run, token or address is a label.
 */
public final class ServerMetrics implements AutoCloseable {
  private static final int MOST_NAMES = 100;
  private static final String REQUESTS = "stillhouse.server";

  /** What else is known of requests: no alert needs it, and each is a histogram per method. */
  private static final List<String> UNNEEDED =
      Stream.of("request.duration", "request.length", "response.duration", "response.length")
          .map(name -> REQUESTS + "." + name)
          .toList();

  private static final Duration[] LATENCIES = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final RunGauges runs;
  private final EndMeters ends;
  private final TriggerMeters triggers;

  /** Of what an index and its follower say. */
  public ServerMetrics(RunStore index, StoreFollower follower) {
    registry
        .config()
        .meterFilter(MeterFilter.ignoreTags("hostname.pattern"))
        .meterFilter(MeterFilter.deny(id -> UNNEEDED.contains(id.getName())))
        .meterFilter(new RequestHistogram());
    LabelValues pipelines = new LabelValues(MOST_NAMES);
    this.runs = new RunGauges(registry, index, follower, pipelines);
    this.ends = new EndMeters(registry, pipelines, new LabelValues(MOST_NAMES));
    this.triggers = new TriggerMeters(registry, new LabelValues(MOST_NAMES));
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Where other parts of the server have meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Is told of what ends. */
  public EndListener ends() {
    return ends;
  }

  /** Is told what becomes of the events of triggers. */
  public Consumer<TriggerEvent> triggers() {
    return triggers;
  }

  /** Counts and times the requests that a service answers. */
  public Function<? super HttpService, MetricCollectingService> requests() {
    return MetricCollectingService.newDecorator(GrpcMeterIdPrefixFunction.of(REQUESTS));
  }

  /** Everything as it is now, in the text format of Prometheus. */
  public synchronized String scrape() {
    runs.refresh();
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  /** Buckets that Prometheus can add up over servers, in place of quantiles that it cannot. */
  private static final class RequestHistogram implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      if (!id.getName().startsWith(REQUESTS + ".")) {
        return config;
      }
      return DistributionStatisticConfig.builder()
          .percentiles()
          .serviceLevelObjectives(
              Stream.of(LATENCIES).mapToDouble(latency -> (double) latency.toNanos()).toArray())
          .build()
          .merge(config);
    }
  }
}
