package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.resource.ResourceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher adds to pods that do nothing: time, requests, memory. Only on demand: {@code
 * -Dstillhouse.benchmark.steps=200}.
 */
@EnabledIfSystemProperty(named = OverheadBenchmarkTest.STEPS, matches = "[0-9]+")
class OverheadBenchmarkTest {
  static final String STEPS = "stillhouse.benchmark.steps";

  private static final int AT_A_TIME = 20;

  @TempDir private Path folder;

  /**
   * In seconds.
   *
   * @param launch from the request to the created Job
   * @param beyondPod the whole attempt without the time from the pod's creation to its end
   * @param afterEnd from the end of the container to that of the attempt
   * @param afterNews from the moment the cluster tells of the end to that of the attempt
   */
  private record Measured(double launch, double beyondPod, double afterEnd, double afterNews) {}

  private final Map<String, Instant> news = new ConcurrentHashMap<>();

  @Test
  @Timeout(1800)
  void stepsThatDoNothing() throws Exception {
    int steps = Integer.parseInt(System.getProperty(STEPS));
    Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    try (TestNamespace namespace = TestNamespace.create();
        ArtifactStore store = namespace.store(folder)) {
      KubernetesLauncher launcher = namespace.open(store, Map.of(), counting(requests));
      namespace
          .client()
          .pods()
          .inNamespace(namespace.name())
          .inform(
              new ResourceEventHandler<>() {
                @Override
                public void onAdd(Pod pod) {
                  note(pod);
                }

                @Override
                public void onUpdate(Pod before, Pod pod) {
                  note(pod);
                }

                @Override
                public void onDelete(Pod pod, boolean unknown) {}
              });
      ExecutorService orchestrator = Executors.newFixedThreadPool(AT_A_TIME);
      Instant begin = Instant.now();
      List<Future<Measured>> running = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        LaunchRequest request =
            Requests.in(store.root())
                .image(TestNamespace.IMAGE)
                .script("true")
                .step("step-" + i)
                .resources(new ResourceRequest(10, 16 << 20, 0))
                .build();
        running.add(orchestrator.submit(() -> measure(launcher, namespace, request)));
      }
      List<Measured> measured = new ArrayList<>();
      for (Future<Measured> one : running) {
        measured.add(one.get());
      }
      Duration whole = Duration.between(begin, Instant.now());
      orchestrator.shutdown();
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      long heap = runtime.totalMemory() - runtime.freeMemory();
      report(steps, whole, measured, requests, heap);
      launcher.runEnded();
    }
    assertThat(requests.values().stream().mapToLong(LongAdder::sum).sum() / (double) steps)
        .as("requests a step")
        .isLessThan(4);
  }

  private void note(Pod pod) {
    if (new PodView(pod).isTerminal()) {
      news.putIfAbsent(pod.getMetadata().getLabels().get(Marks.JOB_NAME), Instant.now());
    }
  }

  private Measured measure(
      KubernetesLauncher launcher, TestNamespace namespace, LaunchRequest request)
      throws Exception {
    Instant asked = Instant.now();
    JobAttempt launched = (JobAttempt) launcher.launch(request);
    Instant created = Instant.now();
    assertThat(launched.exit().get(10, TimeUnit.MINUTES).exitCode()).hasValue(0);
    Instant ended = Instant.now();
    Pod pod = namespace.pods(request).get(0);
    Instant podBegan = Instant.parse(pod.getMetadata().getCreationTimestamp());
    Instant podEnded = Instant.parse(new PodView(pod).terminated().orElseThrow().getFinishedAt());
    return new Measured(
        seconds(asked, created),
        seconds(asked, ended) - seconds(podBegan, podEnded),
        seconds(podEnded, ended),
        seconds(news.getOrDefault(launched.job(), ended), ended));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private static void report(
      int steps,
      Duration whole,
      List<Measured> measured,
      Map<String, LongAdder> requests,
      long heap) {
    long all = requests.values().stream().mapToLong(LongAdder::sum).sum();
    System.out.printf(
        Locale.ROOT,
        "%d steps, %d at a time, in %.1f s%n"
            + "creating the Job: mean %.3f s%n"
            + "beyond the pod's own life: mean %.2f s%n"
            + "from the container's end to the attempt's: mean %.2f s%n"
            + "of that, after the cluster told of the end: mean %.3f s%n"
            + "requests: %d, %.2f a step: %s%n"
            + "heap after collection: %d MiB%n",
        steps,
        AT_A_TIME,
        whole.toMillis() / 1e3,
        measured.stream().mapToDouble(Measured::launch).average().orElse(0),
        measured.stream().mapToDouble(Measured::beyondPod).average().orElse(0),
        measured.stream().mapToDouble(Measured::afterEnd).average().orElse(0),
        measured.stream().mapToDouble(Measured::afterNews).average().orElse(0),
        all,
        all / (double) steps,
        new TreeMap<>(requests),
        heap >> 20);
  }

  private static Interceptor counting(Map<String, LongAdder> requests) {
    return new Interceptor() {
      @Override
      public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        String kind =
            path.endsWith("/log") ? "log" : path.replaceAll(".*/namespaces/[^/]+/([^/]+).*", "$1");
        requests
            .computeIfAbsent(request.method() + " " + kind, absent -> new LongAdder())
            .increment();
      }
    };
  }
}
