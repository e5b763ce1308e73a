package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LogCopies;
import io.stillhouse.launch.PlatformFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts at work, all on one thread; what waits for the network is done by a few others. */
final class AttemptLoop implements RunPods.Listener, JobAttempt.Surroundings, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptLoop.class);
  private static final int BLOCKING_THREADS = 8;
  private static final int FOLLOWED_LOGS = 64;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final long LOG_TAKES_AT_MOST_SECONDS = 30;

  private record Working(AttemptName name, JobAttempt attempt) {}

  private final ClusterAccess access;
  private final LogCopies logs;
  private final Survey survey;
  private final Clock clock;
  private final Duration shortPatience;
  private final Duration surveyed;
  private final Map<String, Working> working = new ConcurrentHashMap<>();
  private final Map<String, PodLog> followed = new HashMap<>();
  private final Semaphore followers = new Semaphore(FOLLOWED_LOGS);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(daemon("kubernetes-attempts"));
  private final ExecutorService blocking =
      Executors.newFixedThreadPool(BLOCKING_THREADS, daemon("kubernetes-calls"));
  private final JobDeletion deletion;
  private final DeletionCause causes;
  private final Cluster cluster;

  AttemptLoop(
      ClusterAccess access,
      Cluster cluster,
      Survey survey,
      LogCopies logs,
      Pace pace,
      Clock clock) {
    this.access = access;
    this.cluster = cluster;
    this.survey = survey;
    this.logs = logs;
    this.clock = clock;
    this.shortPatience = pace.shortPatience();
    this.surveyed = pace.survey();
    this.deletion = new JobDeletion(cluster, thread, blocking);
    this.causes = new DeletionCause(cluster);
    every(TICK, this::tick);
    every(pace.survey(), () -> inBackground("survey", this::survey));
    every(pace.resync(), () -> inBackground("resync", this::resync));
  }

  private static ThreadFactory daemon(String name) {
    return runnable -> {
      Thread thread = new Thread(runnable, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private void every(Duration period, Runnable action) {
    try {
      thread.schedule(
          () -> {
            later(action);
            every(period, action);
          },
          period.toMillis(),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // Nobody watches any more.
    }
  }

  /** The attempt of that Job, from now on told of what happens to its pods. */
  JobAttempt expect(AttemptName name, String job, Duration pendingDeadline) {
    return working
        .computeIfAbsent(
            job,
            absent -> {
              JobAttempt attempt = new JobAttempt(job, this, pendingDeadline, shortPatience);
              attempt.onExit(() -> working.remove(job));
              return new Working(name, attempt);
            })
        .attempt();
  }

  void forget(JobAttempt attempt) {
    forget(attempt.job());
  }

  void forget(String job) {
    working.remove(job);
  }

  @Override
  public void seen(String job, PodView pod) {
    tell(job, attempt -> attempt.podSeen(pod));
  }

  @Override
  public void gone(String job, PodView pod) {
    tell(job, attempt -> attempt.podGone(pod));
  }

  void jobThere(JobAttempt attempt) {
    later(attempt::jobThere);
  }

  void endedUnseen(JobAttempt attempt, Job ended) {
    later(() -> attempt.endedUnseen(ended));
  }

  private void tell(String job, Consumer<JobAttempt> what) {
    later(
        () -> {
          Working told = working.get(job);
          if (told != null) {
            what.accept(told.attempt());
          }
        });
  }

  @Override
  public void later(Runnable action) {
    try {
      thread.execute(
          () -> {
            try {
              action.run();
            } catch (RuntimeException e) {
              LOG.error("the launcher failed in the middle of its attempts", e);
            }
          });
    } catch (RejectedExecutionException closed) {
      // Nobody watches any more.
    }
  }

  private void inBackground(String what, Runnable action) {
    try {
      blocking.execute(
          () -> {
            try {
              action.run();
            } catch (KubernetesClientException e) {
              LOG.warn("{} of the run's Jobs failed, and will be tried again", what, e);
            }
          });
    } catch (RejectedExecutionException closed) {
      // As above.
    }
  }

  private void tick() {
    working.values().forEach(one -> one.attempt().checkPatience());
  }

  private void survey() {
    Set<JobAttempt> podless =
        attempts(one -> one.withoutPod().filter(d -> d.compareTo(surveyed) > 0).isPresent());
    if (!podless.isEmpty()) {
      Set<String> jobs = survey.jobs();
      Map<String, PodWait> refusals = survey.refusals();
      for (JobAttempt attempt : podless) {
        if (!jobs.contains(attempt.job())) {
          later(attempt::deletedWithoutPod);
        } else if (refusals.containsKey(attempt.job())) {
          later(() -> attempt.podRefused(refusals.get(attempt.job())));
        }
      }
    }
    for (JobAttempt attempt : attempts(one -> one.lingering().isPresent())) {
      Duration lingering = onThread(attempt::lingering).orElse(Duration.ZERO);
      for (PodView pod : onThread(attempt::alive)) {
        Optional<PlatformFailure> lost = survey.lost(pod, lingering);
        lost.ifPresent(failure -> later(() -> attempt.lost(failure)));
      }
    }
  }

  private void resync() {
    Map<String, List<PodView>> aliveBefore = new HashMap<>();
    attempts(one -> true)
        .forEach(attempt -> aliveBefore.put(attempt.job(), onThread(attempt::alive)));
    if (aliveBefore.isEmpty()) {
      return;
    }
    Map<String, List<PodView>> now = survey.podsByJob();
    aliveBefore.forEach(
        (job, before) -> {
          List<PodView> pods = now.getOrDefault(job, List.of());
          Set<String> uids = pods.stream().map(PodView::uid).collect(Collectors.toSet());
          pods.forEach(pod -> seen(job, pod));
          before.stream().filter(pod -> !uids.contains(pod.uid())).forEach(pod -> gone(job, pod));
        });
  }

  private Set<JobAttempt> attempts(Predicate<JobAttempt> which) {
    return onThread(
        () ->
            working.values().stream()
                .map(Working::attempt)
                .filter(which)
                .collect(Collectors.toSet()));
  }

  private <T> T onThread(Supplier<T> look) {
    return CompletableFuture.supplyAsync(look, thread).join();
  }

  @Override
  public void follow(JobAttempt attempt, PodView pod) {
    log(attempt, pod).follow();
  }

  @Override
  public CompletableFuture<Void> keepLog(JobAttempt attempt, PodView pod) {
    CompletableFuture<Void> kept = log(attempt, pod).end();
    followed.remove(attempt.job());
    return kept.copy().completeOnTimeout(null, LOG_TAKES_AT_MOST_SECONDS, TimeUnit.SECONDS);
  }

  private PodLog log(JobAttempt attempt, PodView pod) {
    return followed.computeIfAbsent(
        attempt.job(),
        absent ->
            new PodLog(
                access.client(),
                access.namespace(),
                pod.name(),
                logs.begin(nameOf(attempt)),
                followers,
                blocking));
  }

  private AttemptName nameOf(JobAttempt attempt) {
    Working one = working.get(attempt.job());
    if (one == null) {
      throw new IllegalStateException(attempt.job() + " is not at work");
    }
    return one.name();
  }

  @Override
  public void delete(JobAttempt attempt) {
    deletion.delete(
        attempt.job(),
        () -> later(attempt::deletionAccepted),
        () -> later(attempt::jobGone),
        refused -> later(() -> attempt.lost(refused)));
  }

  @Override
  public void hasten(PodView pod, Duration grace) {
    inBackground("deletion", () -> cluster.deletePod(pod.name(), grace));
  }

  @Override
  public CompletableFuture<PlatformFailure> whyDeleted(PodView pod) {
    return CompletableFuture.supplyAsync(() -> causes.of(pod), blocking);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  /** Stops watching; what runs goes on. */
  @Override
  public void close() {
    thread.shutdownNow();
    blocking.shutdownNow();
    followed.values().forEach(PodLog::close);
  }
}
