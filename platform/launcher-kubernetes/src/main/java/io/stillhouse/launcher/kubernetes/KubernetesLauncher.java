package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.launch.LaunchContext;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.LogCopies;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every attempt of a run a Job. What runs belongs to the cluster: any launcher of the same
 * run, on whatever machine, finds it again by its name.
 */
final class KubernetesLauncher implements StepLauncher {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesLauncher.class);
  private static final int CREATION_TRIES = 5;
  private static final Duration PODS_GO_AWAY = Duration.ofMinutes(1);

  private final ClusterAccess access;
  private final Cluster cluster;
  private final KubernetesSettings settings;
  private final JobManifest manifest;
  private final RunOwner owner;
  private final LogCopies logs;
  private final AttemptLoop attempts;
  private final RunPods pods;

  /**
   * A launcher for the run of the context.
   *
   * @throws BackendUnreachableException if the cluster cannot be reached or lets nobody in
   */
  KubernetesLauncher(
      LaunchContext context, KubernetesSettings settings, ClusterAccess access, Pace pace) {
    this.access = access;
    this.settings = settings;
    this.manifest = new JobManifest(settings, context.environment());
    this.cluster = new Cluster(access, new ApiRetries(pace.retries(), new Random()));
    this.owner = new RunOwner(cluster, context.store().root(), context.run(), context.clock());
    checkAccess(pace);
    this.logs = new LogCopies(context.store());
    this.attempts =
        new AttemptLoop(
            access, cluster, new Survey(cluster, owner.name()), logs, pace, context.clock());
    this.pods = watch(pace);
  }

  private void checkAccess(Pace pace) {
    try {
      new ApiRetries(pace.opening(), new Random())
          .call(
              () ->
                  access
                      .client()
                      .pods()
                      .inNamespace(access.namespace())
                      .withLabel(Marks.OWNER, owner.name())
                      .list(new ListOptionsBuilder().withLimit(1L).build()));
    } catch (KubernetesClientException e) {
      access.client().close();
      throw new BackendUnreachableException(
          ApiRefusal.of(e, "list pods", access.inWords()).message(), e);
    }
  }

  private RunPods watch(Pace pace) {
    try {
      return RunPods.watch(access, owner.name(), attempts, pace.retries().toMillis());
    } catch (TimeoutException e) {
      closeAllButWatch();
      throw new BackendUnreachableException(
          "cannot watch the pods in " + access.inWords() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closeAllButWatch();
      throw new BackendUnreachableException("interrupted while the cluster was asked", e);
    }
  }

  @Override
  public LaunchedAttempt launch(LaunchRequest request) throws LaunchException {
    Job draft = manifest.of(request);
    String name = draft.getMetadata().getName();
    String doing = "create Job " + name;
    try {
      for (int i = 0; i < CREATION_TRIES; i++) {
        JobAttempt attempt = attempts.expect(request.attempt(), name, settings.pendingDeadline());
        Optional<Job> created = cluster.create(owned(draft));
        if (created.isPresent()) {
          attempts.jobThere(attempt);
          return attempt;
        }
        Optional<Job> found = cluster.job(name);
        if (found.isPresent()) {
          return adopted(found.get(), request, attempt)
              .orElseThrow(
                  () ->
                      new LaunchException(
                          ErrorClass.INFRASTRUCTURE,
                          "attempt "
                              + request.attempt()
                              + " cannot be started: an orchestrator gave it up before its pod"
                              + " began",
                          null));
        }
        attempts.forget(attempt);
      }
      throw new LaunchException(
          ErrorClass.INFRASTRUCTURE, "cannot " + doing + ": it comes and goes", null);
    } catch (KubernetesClientException e) {
      attempts.forget(name);
      throw ApiRefusal.of(e, doing, cluster.where()).asException(e);
    }
  }

  @Override
  public Optional<LaunchedAttempt> adopt(LaunchRequest request) throws LaunchException {
    Job spent = manifest.spent(request);
    String name = spent.getMetadata().getName();
    try {
      for (int i = 0; i < CREATION_TRIES; i++) {
        Optional<Job> found = cluster.job(name);
        if (found.isPresent()) {
          return adopted(
              found.get(),
              request,
              attempts.expect(request.attempt(), name, settings.pendingDeadline()));
        }
        if (cluster.create(owned(spent)).isPresent()) {
          return Optional.empty();
        }
      }
      throw new LaunchException(ErrorClass.INFRASTRUCTURE, "Job " + name + " comes and goes", null);
    } catch (KubernetesClientException e) {
      attempts.forget(name);
      throw ApiRefusal.of(e, "look up Job " + name, cluster.where()).asException(e);
    }
  }

  private Job owned(Job draft) {
    return new JobBuilder(draft)
        .editMetadata()
        .withOwnerReferences(owner.reference())
        .endMetadata()
        .build();
  }

  private Optional<LaunchedAttempt> adopted(Job found, LaunchRequest request, JobAttempt attempt)
      throws LaunchException {
    Map<String, String> marks = found.getMetadata().getAnnotations();
    if (marks == null
        || !request.attempt().toString().equals(marks.get(Marks.ATTEMPT))
        || !request.store().toString().equals(marks.get(Marks.STORE))) {
      attempts.forget(attempt);
      throw new LaunchException(
          ErrorClass.INVALID_INPUT,
          "Job "
              + found.getMetadata().getName()
              + " in "
              + cluster.where()
              + " is not attempt "
              + request.attempt()
              + " of "
              + request.store()
              + ". Delete it, or use another namespace.",
          null);
    }
    if (marks.containsKey(Marks.SPENT)) {
      attempts.forget(attempt);
      return Optional.empty();
    }
    attempts.jobThere(attempt);
    List<PodView> known = pods.of(attempt.job());
    if (known.isEmpty() && Survey.hasEnded(found)) {
      // The watch may be a moment behind; a Job that has ended gets no further pod.
      known =
          cluster.pods(Map.of(Marks.JOB_NAME, attempt.job())).stream().map(PodView::new).toList();
      if (known.isEmpty()) {
        attempts.endedUnseen(attempt, found);
      }
    }
    known.stream()
        .sorted(Comparator.comparing(pod -> pod.pod().getMetadata().getCreationTimestamp()))
        .forEach(pod -> attempts.seen(attempt.job(), pod));
    return Optional.of(attempt);
  }

  @Override
  public String lastWords(LaunchRequest request) {
    return logs.lastWords(request.attempt());
  }

  /**
   * Waits until no pod of the run is at work, and lets the cluster collect everything; what failed
   * is kept for a while for whoever looks.
   */
  @Override
  public void runEnded() {
    try {
      awaitPodsGone();
      boolean somethingFailed =
          cluster.jobs(Map.of(Marks.OWNER, owner.name())).stream()
              .anyMatch(job -> job.getStatus() != null && count(job.getStatus().getFailed()) > 0);
      if (somethingFailed) {
        owner.keepFor(settings.ttl());
      } else {
        owner.delete();
      }
      owner.sweep();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "{}",
          ApiRefusal.of(e, "collect the Jobs of a run that has ended", cluster.where()).message());
    }
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private void awaitPodsGone() {
    long deadline = System.nanoTime() + PODS_GO_AWAY.toNanos();
    try {
      while (pods.all().stream().anyMatch(pod -> !pod.isTerminal())
          && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pods.close();
    closeAllButWatch();
  }

  private void closeAllButWatch() {
    attempts.close();
    logs.close();
    access.client().close();
  }
}
