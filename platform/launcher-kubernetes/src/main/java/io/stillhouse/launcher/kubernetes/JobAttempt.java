package io.stillhouse.launcher.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launcher.kubernetes.PodWait.Patience;
import io.stillhouse.model.run.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One Job and its pod, from creation to end. The first pod of the Job is the attempt: when it is
 * deleted, the Job is deleted, too, lest another takes its place.
 *
 * <p>All but {@link LaunchedAttempt}'s methods is called by one thread.
 */
final class JobAttempt implements LaunchedAttempt {

  /** A pod that is not the attempt does nothing that could be saved. */
  private static final Duration REPLACEMENT_GRACE = Duration.ofSeconds(1);

  /** What an attempt needs of its launcher. */
  interface Surroundings {
    /** Runs something on the thread of all attempts. */
    void later(Runnable action);

    /** The pod runs. */
    void follow(JobAttempt attempt, PodView pod);

    /** The pod has ended; completes when its log is kept. */
    CompletableFuture<Void> keepLog(JobAttempt attempt, PodView pod);

    /**
     * Deletes the Job; tells {@link #deletionAccepted} when no further pod will be made, and {@link
     * #jobGone} when it and its pods are gone.
     */
    void delete(JobAttempt attempt);

    /** Deletes a pod whose end may not take as long as its own grace period. */
    void hasten(PodView pod, Duration grace);

    /** Why somebody else deleted that pod. */
    CompletableFuture<PlatformFailure> whyDeleted(PodView pod);

    Instant now();
  }

  private final String job;
  private final Surroundings surroundings;
  private final Duration pendingDeadline;
  private final Duration shortPatience;
  private long sinceNanos;
  private boolean jobThere;
  private final CompletableFuture<Instant> running = new CompletableFuture<>();
  private final CompletableFuture<AttemptExit> exit = new CompletableFuture<>();
  private final Map<String, PodView> alive = new HashMap<>();
  private Runnable atExit = () -> {};
  private @Nullable PodView first;
  private @Nullable PodWait wait;
  private @Nullable PlatformFailure verdict;
  private boolean seenPending;
  private boolean stopped;
  private boolean deleting;
  private long deletingSinceNanos;
  private boolean deletionAccepted;
  private boolean jobGone;
  private boolean concluding;

  JobAttempt(
      String job, Surroundings surroundings, Duration pendingDeadline, Duration shortPatience) {
    this.job = job;
    this.surroundings = surroundings;
    this.pendingDeadline = pendingDeadline;
    this.shortPatience =
        shortPatience.compareTo(pendingDeadline) < 0 ? shortPatience : pendingDeadline;
  }

  String job() {
    return job;
  }

  @Override
  public CompletableFuture<Instant> running() {
    return running;
  }

  @Override
  public CompletableFuture<AttemptExit> exit() {
    return exit;
  }

  /** Does something before anybody else learns of the end. */
  void onExit(Runnable action) {
    atExit = action;
  }

  @Override
  public void stop(Duration grace) {
    surroundings.later(
        () -> {
          if (concluding || jobGone) {
            return;
          }
          stopped = true;
          delete();
          if (grace.compareTo(JobManifest.GRACE) < 0) {
            alive.values().forEach(pod -> surroundings.hasten(pod, grace));
          }
        });
  }

  /** How long there has been nothing to be seen of a pod; empty if there was one. */
  Optional<Duration> withoutPod() {
    return jobThere && lacksPod() && !deleting ? Optional.of(since(sinceNanos)) : Optional.empty();
  }

  private boolean lacksPod() {
    return first == null && !concluding;
  }

  /** How long the Job has been deleted without its pods going away; empty if it is not. */
  Optional<Duration> lingering() {
    return deleting && !concluding && !alive.isEmpty()
        ? Optional.of(since(deletingSinceNanos))
        : Optional.empty();
  }

  /** The pods that may still be at work. */
  List<PodView> alive() {
    return List.copyOf(alive.values());
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** The Job is known to be there: from now on the attempt waits for its pod. */
  void jobThere() {
    if (!jobThere) {
      jobThere = true;
      sinceNanos = System.nanoTime();
    }
  }

  /** The Job has ended already, and its pods were collected. */
  void endedUnseen(Job ended) {
    if (!lacksPod()) {
      return;
    }
    Optional<JobCondition> failed =
        ended.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals("Failed") && c.getStatus().equals("True"))
            .findFirst();
    conclude(
        failed.isEmpty()
            ? AttemptExit.of(0)
            : new AttemptExit(
                AttemptExit.unseen().exitCode(),
                Optional.of(
                    new PlatformFailure(
                        ErrorClass.INFRASTRUCTURE,
                        "Job "
                            + job
                            + " failed and its pod is gone: "
                            + PodWait.sentence(String.valueOf(failed.get().getMessage()))))));
  }

  void podSeen(PodView pod) {
    if (concluding) {
      return;
    }
    if (pod.isTerminal()) {
      alive.remove(pod.uid());
    } else {
      alive.put(pod.uid(), pod);
    }
    if (first != null && !first.uid().equals(pod.uid())) {
      delete(); // a second pod: the first one was deleted
      if (!pod.isBeingDeleted()) {
        surroundings.hasten(pod, REPLACEMENT_GRACE);
      }
      concludeIfAllIsGone();
      return;
    }
    first = pod;
    jobThere();
    began(pod);
    if (deleting) {
      concludeIfAllIsGone();
    } else if (pod.isBeingDeleted()) {
      delete();
    } else if (pod.isTerminal()) {
      conclude(PodFate.of(pod));
    } else if (!running.isDone()) {
      seenPending = true;
      wait = PodWait.of(pod);
      checkPatience();
    }
  }

  void podGone(PodView pod) {
    alive.remove(pod.uid());
    if (concluding) {
      return;
    }
    if (first == null) {
      first = pod;
    }
    if (first.uid().equals(pod.uid())) {
      first = pod;
      began(pod);
    }
    delete();
    concludeIfAllIsGone();
  }

  /** The cluster will make no further pod, and ends those that there are. */
  void deletionAccepted() {
    deletionAccepted = true;
    concludeIfAllIsGone();
  }

  /** The Job is gone, and the cluster vouches for it that its pods are. */
  void jobGone() {
    jobGone = true;
    deleting = true;
    concludeIfAllIsGone();
  }

  /** Somebody deleted the Job before there was a pod. */
  void deletedWithoutPod() {
    if (lacksPod() && !deleting) {
      verdict =
          new PlatformFailure(
              ErrorClass.INFRASTRUCTURE, "Somebody deleted Job " + job + " before it had a pod.");
      jobGone();
    }
  }

  /** The cluster does not let the Job have a pod. */
  void podRefused(PodWait why) {
    if (lacksPod()) {
      wait = why;
      checkPatience();
    }
  }

  /** Nobody will ever tell of the end of the pods that are still alive. */
  void lost(PlatformFailure failure) {
    if (verdict == null && !stopped) {
      verdict = failure;
    }
    alive.clear();
    jobGone = true;
    concludeIfAllIsGone();
  }

  /** Time has passed. */
  void checkPatience() {
    if (!jobThere || concluding || deleting || running.isDone()) {
      return;
    }
    Duration waited = since(sinceNanos);
    Patience patience = wait == null ? Patience.DEADLINE : wait.patience();
    boolean spent =
        switch (patience) {
          case NONE -> true;
          case SHORT -> waited.compareTo(shortPatience) >= 0;
          case DEADLINE -> waited.compareTo(pendingDeadline) >= 0;
        };
    if (spent) {
      PlatformFailure why =
          wait != null
              ? wait.failure()
              : new PlatformFailure(
                  ErrorClass.INFRASTRUCTURE,
                  "Job " + job + " got no pod. See kubectl describe job " + job + ".");
      verdict =
          patience == Patience.NONE
              ? why
              : new PlatformFailure(
                  why.errorClass(),
                  why.message() + " It was waited for " + waited.toSeconds() + " seconds.");
      delete();
      if (patience == Patience.NONE) {
        conclude(new AttemptExit(AttemptExit.unseen().exitCode(), Optional.of(why)));
      }
    }
  }

  private void began(PodView pod) {
    Optional<Instant> began = pod.began();
    if (began.isPresent() && !running.isDone()) {
      // A clock that this process shares with its timeouts is better than that of another machine.
      Instant now = surroundings.now();
      running.complete(seenPending || began.get().isAfter(now) ? now : began.get());
    }
    if (began.isPresent() && !pod.isTerminal()) {
      surroundings.follow(this, pod);
    }
  }

  private void delete() {
    if (!deleting && !concluding) {
      deleting = true;
      deletingSinceNanos = System.nanoTime();
      surroundings.delete(this);
    }
  }

  private void concludeIfAllIsGone() {
    // A pod that has ended may stay for the rest of its grace period, but nothing of it works. With
    // no pod in sight, one may be in the making until the Job is gone.
    boolean nothingWorks = jobGone || (deletionAccepted && first != null);
    if (concluding || !nothingWorks || !alive.isEmpty()) {
      return;
    }
    PodView pod = first;
    if (pod == null || verdict != null || stopped) {
      conclude(
          new AttemptExit(
              pod == null ? AttemptExit.unseen().exitCode() : pod.exitCode(),
              Optional.ofNullable(verdict)));
    } else if (pod.exitCode().equals(AttemptExit.of(0).exitCode())) {
      conclude(AttemptExit.of(0));
    } else {
      concluding = true;
      surroundings
          .whyDeleted(pod)
          .thenAccept(
              why ->
                  surroundings.later(
                      () -> finish(new AttemptExit(pod.exitCode(), Optional.of(why)))));
    }
  }

  private void conclude(AttemptExit end) {
    if (!concluding) {
      concluding = true;
      finish(end);
    }
  }

  private void finish(AttemptExit end) {
    CompletableFuture<Void> log =
        first == null || (first.began().isEmpty() && !running.isDone())
            ? CompletableFuture.completedFuture(null)
            : surroundings.keepLog(this, first);
    log.whenComplete(
        (kept, failure) -> {
          running.complete(surroundings.now());
          atExit.run();
          exit.complete(end);
        });
  }
}
