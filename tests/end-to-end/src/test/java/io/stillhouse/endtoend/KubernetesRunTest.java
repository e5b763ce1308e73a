package io.stillhouse.endtoend;

import io.stillhouse.platforms.DockerEngine;
import io.stillhouse.platforms.KubernetesCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Steps as Jobs of a Kubernetes cluster. */
class KubernetesRunTest extends RunsElsewhere {
  private static final String STEPS = "app.kubernetes.io/part-of=stillhouse";

  @Override
  Platform platform(DockerEngine engine) throws IOException, InterruptedException {
    KubernetesCluster cluster = KubernetesCluster.orSkip();
    String namespace = "runs-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
    cluster.makeNamespace(namespace);
    return new Jobs(cluster, namespace);
  }

  private record Jobs(KubernetesCluster cluster, String namespace) implements Platform {
    @Override
    public List<String> arguments() {
      return List.of(
          "--launcher",
          "kubernetes",
          "--set",
          "kubeconfig=" + cluster.kubeconfig(),
          "--set",
          "namespace=" + namespace,
          "--set",
          "pullPolicy=Never");
    }

    @Override
    public String kill(Random random) throws IOException, InterruptedException {
      if (cluster.hasLocalApiServer() && random.nextInt(3) == 0) {
        cluster.restartApiServerAfter(Duration.ofSeconds(1 + random.nextInt(4)));
        return "API server";
      }
      List<String> pods = cluster.names("pods", namespace, STEPS);
      if (pods.isEmpty()) {
        return "";
      }
      String pod = pods.get(random.nextInt(pods.size()));
      cluster.kubectl(
          "delete", pod, "--namespace", namespace, "--grace-period=0", "--force", "--wait=false");
      return "pod";
    }

    @Override
    public List<String> leftOver() throws IOException, InterruptedException {
      return Stream.concat(
              cluster.names("jobs", namespace, STEPS).stream(),
              cluster.names("pods", namespace, STEPS).stream())
          .toList();
    }

    @Override
    public void clear() throws IOException, InterruptedException {
      cluster.deleteNamespace(namespace);
    }
  }
}
