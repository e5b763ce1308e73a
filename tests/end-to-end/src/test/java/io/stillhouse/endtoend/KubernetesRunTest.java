package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.FakeGcsServer;
import io.stillhouse.platforms.Installation;
import io.stillhouse.platforms.Installation.Output;
import io.stillhouse.platforms.Installation.Running;
import io.stillhouse.platforms.KubernetesCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps as Jobs of a Kubernetes cluster, two of them with a GPU, the pipeline on Flink. */
class KubernetesRunTest extends RunsElsewhere {
  private static final Duration COLLECTION = Duration.ofMinutes(2);
  private static final Duration WHOLE_RUN = Duration.ofMinutes(8);
  private static final String CONTROLLER = "app.kubernetes.io/component=controller";
  private static final String STEPS = "app.kubernetes.io/part-of=stillhouse";
  private static final Pattern JOBS_AT_WORK = Pattern.compile("\"jobs-running\": ?[1-9]");

  private @Nullable KubernetesCluster cluster;
  private String namespace = "";
  private List<String> steps = List.of();

  @Override
  Platform platform(DockerEngine engine, FakeGcsServer gcs)
      throws IOException, InterruptedException {
    KubernetesCluster cluster = KubernetesCluster.orSkip();
    this.cluster = cluster;
    namespace = "runs-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
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
    steps =
        List.of(
            "--launcher",
            "kubernetes",
            "--set",
            "namespace=" + namespace,
            "--set",
            "pullPolicy=Never",
            "--set",
            "storeEnvironment=" + EMULATOR + "=" + gcs.address());
    return new Jobs(cluster, namespace, steps, flink, access);
  }

  @Test
  void aDetachedRunIsTakenToItsEndByTheClusterAlone() throws Exception {
    allowControllers();
    Output detached = start(steps, detachedRun()).await();
    assertThat(detached.exit()).as("%s", detached).isZero();
    assertThat(detached.out())
        .containsPattern("small/\\S+ runs in Job controller-small-\\w+ in namespace " + namespace)
        .contains("this machine may go away", "stillhouse cancel small/");

    Running log = start(List.of(), "logs", "latest", "dataset", "-f");
    awaitWork();
    Output busy = start(List.of(), "resume", "latest").await();
    assertThat(busy.exit()).as("%s", busy).isNotZero();
    assertThat(busy.err()).contains("is at work in process 1 on controller-small-");
    List<String> controllers = cluster().podsAtWork(namespace, CONTROLLER);
    assertThat(controllers).hasSize(1);
    assertThat(cluster().killPod(namespace, controllers.get(0))).isTrue();
    awaitEnd();

    assertTheStudentIsThatOfProcesses();
    Output show = start(List.of(), "show", "latest").await();
    assertThat(show.out()).contains("SUCCEEDED");
    List<String> kept =
        Files.readString(run().resolve("dataset/1/log.txt")).lines().map(String::strip).toList();
    assertThat(kept).isNotEmpty();
    assertThat(log.await().out()).contains(kept.get(kept.size() - 1));
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void aRunThatTheClusterCannotTakeSaysWhyAndWhatToDo() throws Exception {
    allowControllers();
    List<String> absent = new ArrayList<>(steps);
    absent.addAll(List.of("--set", "controllerImage=stillhouse/controller:absent"));
    Output output = start(absent, detachedRun()).await();

    assertThat(output.exit()).as("%s", output).isEqualTo(1);
    assertThat(output.err())
        .contains("is created, but nobody in the cluster could take it")
        .contains("The image stillhouse/controller:absent cannot be had")
        .contains("stillhouse resume small/");
    assertThat(leftOver()).isEmpty();
  }

  private String[] detachedRun() {
    return Stream.concat(Stream.of(runArguments()), Stream.of("--detach")).toArray(String[]::new);
  }

  /** What k8s/base gives the controllers of runs, in the namespace of this test. */
  private void allowControllers() throws IOException, InterruptedException {
    Path base = Installation.ofThisBuild().home().resolve("k8s/base");
    String manifests =
        Files.readString(base.resolve("accounts.yaml"))
            + "\n---\n"
            + Files.readString(base.resolve("rights.yaml"));
    String namespaced =
        Arrays.stream(manifests.split("(?m)^---$"))
            .filter(manifest -> !manifest.contains("kind: Cluster"))
            .map(
                manifest ->
                    manifest.replaceFirst("\nmetadata:\n", "$0  namespace: " + namespace + "\n"))
            .collect(Collectors.joining("---\n"));
    cluster().apply(namespaced);
  }

  private KubernetesCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  private void awaitWork() throws Exception {
    await(this::isWorking);
  }

  private void awaitEnd() throws Exception {
    await(() -> Files.exists(run().resolve("outcome.json")));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(WHOLE_RUN);
    while (!condition.call()) {
      assertThat(Instant.now()).as("the run takes too long").isBefore(deadline);
      Thread.sleep(300);
    }
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
      List<String> steps,
      FlinkSession flink,
      Map<String, String> variables)
      implements Platform {
    @Override
    public List<String> arguments() {
      List<String> arguments = new ArrayList<>(steps);
      arguments.addAll(List.of("--runner", "flink", "--set", "flink.master=" + flink.master()));
      return arguments;
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
