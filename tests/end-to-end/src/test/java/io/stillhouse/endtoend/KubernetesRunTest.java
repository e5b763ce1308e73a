package io.stillhouse.endtoend;

import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.FakeGcsServer;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.KubernetesCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Steps as Jobs of a Kubernetes cluster, two of them with a GPU, the pipeline on Flink. */
class KubernetesRunTest extends RunsElsewhere {
  private static final Duration COLLECTION = Duration.ofMinutes(2);
  private static final String STEPS = "app.kubernetes.io/part-of=stillhouse";
  private static final Pattern JOBS_AT_WORK = Pattern.compile("\"jobs-running\": ?[1-9]");

  @Override
  Platform platform(DockerEngine engine, FakeGcsServer gcs)
      throws IOException, InterruptedException {
    KubernetesCluster cluster = KubernetesCluster.orSkip();
    String namespace = "runs-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    cluster.makeNamespace(namespace);
    Map<String, String> access = Map.of("KUBECONFIG", cluster.kubeconfig().toString());
    FlinkSession flink =
        FlinkSession.start(
            Files.createTempDirectory(shared, "flink"),
            Installation.ofThisBuild()
                .classPath("cli", "artifacts-gcs", "launcher-kubernetes", "runner-flink"),
            Map.of("taskmanager.numberOfTaskSlots", "4"),
            Map.of(
                "KUBECONFIG", cluster.kubeconfig().toString(), EMULATOR, gcs.address().toString()));
    return new Jobs(cluster, namespace, flink, gcs, access);
  }

  @Override
  String adapted(String definition) {
    String teachers = "forEach: ${parameters.teachers}\n    inputs: {dataset";
    return definition.replaceFirst(
        Pattern.quote(teachers),
        Matcher.quoteReplacement(teachers.replace("\n", "\n    resources: {nvidia.com/gpu: 1}\n")));
  }

  private record Jobs(
      KubernetesCluster cluster,
      String namespace,
      FlinkSession flink,
      FakeGcsServer storage,
      Map<String, String> variables)
      implements Platform {
    @Override
    public List<String> arguments() {
      return List.of(
          "--launcher",
          "kubernetes",
          "--set",
          "namespace=" + namespace,
          "--set",
          "pullPolicy=Never",
          "--set",
          "storeEnvironment=" + EMULATOR + "=" + storage.address(),
          "--runner",
          "flink",
          "--set",
          "flink.master=" + flink.master());
    }

    @Override
    public Map<String, Kill> kinds() {
      Map<String, Kill> kinds = new TreeMap<>();
      kinds.put("TaskManager", random -> killTaskManager());
      kinds.put("JobManager", random -> killJobManager());
      kinds.put("pod", this::killPod);
      if (cluster.hasLocalApiServer()) {
        kinds.put("API server", this::killApiServer);
      }
      return kinds;
    }

    private boolean killTaskManager() throws IOException, InterruptedException {
      if (!isSessionAtWork()) {
        return false;
      }
      flink.killTaskManager();
      flink.startTaskManager();
      return true;
    }

    private boolean killJobManager() throws IOException, InterruptedException {
      if (!isSessionAtWork()) {
        return false;
      }
      flink.killJobManager();
      flink.startJobManager();
      return true;
    }

    private boolean isSessionAtWork() throws InterruptedException {
      return JOBS_AT_WORK.matcher(flink.get("overview")).find();
    }

    private boolean killApiServer(Random random) throws IOException, InterruptedException {
      cluster.restartApiServerAfter(Duration.ofSeconds(1 + random.nextInt(4)));
      return true;
    }

    private boolean killPod(Random random) throws IOException, InterruptedException {
      List<String> pods = cluster.podsAtWork(namespace, STEPS);
      return !pods.isEmpty() && cluster.killPod(namespace, pods.get(random.nextInt(pods.size())));
    }

    @Override
    public List<String> leftOver() throws IOException, InterruptedException {
      // The cluster collects what belonged to a run soon, not at once.
      Instant deadline = Instant.now().plus(COLLECTION);
      List<String> left = names();
      while (!left.isEmpty() && Instant.now().isBefore(deadline)) {
        Thread.sleep(500);
        left = names();
      }
      return left;
    }

    private List<String> names() throws IOException, InterruptedException {
      return Stream.concat(
              cluster.names("jobs", namespace, STEPS).stream(),
              cluster.names("pods", namespace, STEPS).stream())
          .toList();
    }

    @Override
    public void clear() throws IOException, InterruptedException {
      flink.close();
      cluster.deleteNamespace(namespace);
    }
  }
}
