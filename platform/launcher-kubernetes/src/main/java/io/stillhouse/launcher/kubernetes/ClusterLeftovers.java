package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.Leftovers;
import io.stillhouse.model.run.ErrorClass;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Jobs of a store's runs in one namespace, found by what owns them. */
final class ClusterLeftovers implements Leftovers {
  /** Longer than a pod that is told to stop may take, and than the cluster to notice. */
  private static final Duration GO_AWAY_WITHIN = JobManifest.GRACE.plusMinutes(1);

  private static final long LOOK_MILLIS = 500;

  private final ClusterAccess access;
  private final Cluster cluster;
  private final URI store;
  private final Clock clock;

  ClusterLeftovers(ClusterAccess access, Cluster cluster, URI store, Clock clock) {
    this.access = access;
    this.cluster = cluster;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Map<RunLayout, String> runs() {
    try {
      Map<String, Long> jobs =
          cluster.jobs(Map.of(Marks.MANAGED_BY, Marks.STILLHOUSE)).stream()
              .filter(job -> job.getMetadata().getLabels().containsKey(Marks.OWNER))
              .collect(
                  Collectors.groupingBy(
                      job -> job.getMetadata().getLabels().get(Marks.OWNER),
                      Collectors.counting()));
      Set<String> carriedOn = ControllerJobs.ownersWithLivingController(cluster);
      Map<RunLayout, String> runs = new HashMap<>();
      for (ConfigMap owner : owners()) {
        String name = owner.getMetadata().getName();
        if (!RunOwner.isKept(owner) && !carriedOn.contains(name)) {
          long count = jobs.getOrDefault(name, 0L);
          runs.put(run(owner), count + (count == 1 ? " Job" : " Jobs") + " in " + cluster.where());
        }
      }
      return runs;
    } catch (KubernetesClientException e) {
      throw unreachable(e);
    }
  }

  @Override
  public Set<RunLayout> runsThatGoOn() {
    try {
      Set<String> carriedOn = ControllerJobs.ownersWithLivingController(cluster);
      return owners().stream()
          .filter(owner -> carriedOn.contains(owner.getMetadata().getName()))
          .map(ClusterLeftovers::run)
          .collect(Collectors.toSet());
    } catch (KubernetesClientException e) {
      throw unreachable(e);
    }
  }

  /** Those of the store's runs. */
  private List<ConfigMap> owners() {
    return RunOwner.all(cluster).stream()
        .filter(owner -> owner.getData() != null && owner.getData().containsKey(RunOwner.RUN))
        .filter(owner -> store.toString().equals(owner.getData().get(RunOwner.STORE)))
        .toList();
  }

  private static RunLayout run(ConfigMap owner) {
    return RunLayout.ofName(String.valueOf(owner.getData().get(RunOwner.RUN)));
  }

  private BackendUnreachableException unreachable(KubernetesClientException e) {
    return new BackendUnreachableException(
        ApiRefusal.of(e, "list Jobs and ConfigMaps", cluster.where()).message(), e);
  }

  @Override
  public void delete(RunLayout run) throws LaunchException {
    RunOwner owner = new RunOwner(cluster, store, run, clock);
    Map<String, String> ofRun = Map.of(Marks.OWNER, owner.name());
    try {
      for (Job job : cluster.jobs(ofRun)) {
        cluster.deleteJob(job.getMetadata().getName());
      }
      awaitGone(run, ofRun);
      owner.delete();
    } catch (KubernetesClientException e) {
      throw ApiRefusal.of(e, "delete the Jobs of run " + run.runId(), cluster.where())
          .asException(e);
    }
  }

  private void awaitGone(RunLayout run, Map<String, String> ofRun) throws LaunchException {
    long deadline = System.nanoTime() + GO_AWAY_WITHIN.toNanos();
    List<Job> left = cluster.jobs(ofRun);
    while (!left.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw remain(run, left, null);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw remain(run, left, e);
      }
      left = cluster.jobs(ofRun);
    }
  }

  private LaunchException remain(RunLayout run, List<Job> left, @Nullable Throwable cause) {
    return new LaunchException(
        ErrorClass.INFRASTRUCTURE,
        "Jobs of run "
            + run.runId()
            + " do not go away from "
            + cluster.where()
            + ": "
            + left.stream()
                .map(job -> job.getMetadata().getName())
                .collect(Collectors.joining(", "))
            + ". See whether their nodes answer.",
        cause);
  }

  @Override
  public void close() {
    access.client().close();
  }
}
