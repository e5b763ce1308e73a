package io.stillhouse.orchestrator.execution;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.launch.AttemptExit;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchException;
import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.launch.LaunchedAttempt;
import io.stillhouse.launch.PlatformFailure;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.run.ErrorClass;
import io.stillhouse.orchestrator.execution.AttemptEnd.Witness;
import io.stillhouse.orchestrator.execution.AttemptVerdict.Intervention;
import io.stillhouse.orchestrator.execution.AttemptVerdict.Thoroughness;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.Attempt;
import io.stillhouse.v1.StepError;
import io.stillhouse.v1.StepResult;
import io.stillhouse.v1.StepTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes single attempts from launch to record. */
final class AttemptRunner {
  /** What a step gets between being told to stop and being killed. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** When a killed process has not ended after this time, it is given up. */
  private static final Duration KILL_TAKES_AT_MOST = Duration.ofSeconds(30);

  /**
   * How an attempt began.
   *
   * @param asked when this orchestrator asked for it, if it did
   * @param started when its process began; when the end was seen, if none did
   */
  private record Began(Optional<Instant> asked, Instant started) {}

  private final RunContext run;
  private final ArtifactStore store;
  private final StepLauncher launcher;
  private final StopSignal stop;
  private final RunListener listener;
  private final AttemptVerdict verdict;
  private final Clock clock;

  AttemptRunner(
      RunContext run,
      ArtifactStore store,
      StepLauncher launcher,
      StopSignal stop,
      RunListener listener,
      Clock clock) {
    this.run = run;
    this.store = store;
    this.launcher = launcher;
    this.stop = stop;
    this.listener = listener;
    this.verdict = new AttemptVerdict(store);
    this.clock = clock;
  }

  /** Launches an attempt whose task is written, and waits for its end. */
  AttemptEnd launch(PlannedStep step, StepTask task) throws InterruptedException {
    LaunchRequest request = request(step, task);
    LaunchedAttempt launched;
    Instant asked = clock.instant();
    try {
      launched = launcher.launch(request);
    } catch (LaunchException e) {
      return failed(
          task,
          AttemptVerdict.error(e.errorClass(), String.valueOf(e.getMessage()), ""),
          new Began(Optional.of(asked), asked),
          OptionalInt.empty(),
          Witness.THIS_ORCHESTRATOR);
    }
    listener.attemptStarted(step.name(), task.getAttempt(), RunListener.Launch.STARTED);
    return await(step, task, request, launched, Optional.of(asked));
  }

  /** Takes over an attempt of an earlier orchestrator: waits for its end, or finds it ended. */
  AttemptEnd adopt(PlannedStep step, StepTask task) throws InterruptedException {
    LaunchRequest request = request(step, task);
    Optional<LaunchedAttempt> adopted;
    try {
      adopted = launcher.adopt(request);
    } catch (LaunchException e) {
      return failed(
          task,
          AttemptVerdict.error(e.errorClass(), String.valueOf(e.getMessage()), ""),
          new Began(Optional.empty(), clock.instant()),
          OptionalInt.empty(),
          Witness.NOBODY);
    }
    if (adopted.isEmpty()) {
      // Its platform may have forgotten it since it committed its result.
      AttemptExit unknown =
          new AttemptExit(
              OptionalInt.empty(),
              Optional.of(
                  new PlatformFailure(
                      ErrorClass.INFRASTRUCTURE,
                      "the orchestrator ended before the process could begin")));
      return judge(
          step,
          task,
          request,
          unknown,
          Intervention.NONE,
          new Began(Optional.empty(), clock.instant()),
          Witness.NOBODY);
    }
    if (!adopted.get().exit().isDone()) {
      listener.attemptStarted(step.name(), task.getAttempt(), RunListener.Launch.ADOPTED);
    }
    return await(step, task, request, adopted.get(), Optional.empty());
  }

  /** Stops an attempt of an earlier orchestrator that nobody needs any more. */
  void abandon(PlannedStep step, StepTask task) throws InterruptedException {
    try {
      Optional<LaunchedAttempt> adopted = launcher.adopt(request(step, task));
      if (adopted.isPresent()) {
        adopted.get().stop(GRACE);
        exitWithin(adopted.get(), GRACE.plus(KILL_TAKES_AT_MOST));
      }
    } catch (LaunchException e) {
      throw new IllegalStateException(e);
    }
  }

  private AttemptEnd await(
      PlannedStep step,
      StepTask task,
      LaunchRequest request,
      LaunchedAttempt launched,
      Optional<Instant> asked)
      throws InterruptedException {
    Witness witness =
        launched.exit().isDone() && launched.exit().join().exitCode().isEmpty()
            ? Witness.NOBODY
            : Witness.THIS_ORCHESTRATOR;
    Intervention intervention;
    Optional<AttemptExit> exit;
    try {
      intervention = awaitEndOrIntervention(step, launched);
      if (intervention == Intervention.NONE) {
        exit = Optional.of(launched.exit().join());
      } else {
        launched.stop(GRACE);
        exit = exitWithin(launched, GRACE.plus(KILL_TAKES_AT_MOST));
      }
    } catch (InterruptedException e) {
      // The pipeline is being torn down: nothing may go on that nobody watches.
      launched.stop(GRACE);
      throw e;
    }
    return judge(
        step,
        task,
        request,
        exit.orElseGet(AttemptExit::unseen),
        intervention,
        new Began(asked, start(launched)),
        witness);
  }

  private AttemptEnd judge(
      PlannedStep step,
      StepTask task,
      LaunchRequest request,
      AttemptExit end,
      Intervention intervention,
      Began began,
      Witness witness) {
    Optional<StepResult> committed = verdict.committed(task);
    if (committed.isPresent() && !committed.get().hasError()) {
      Optional<StepError> objection =
          verdict.objection(
              task,
              committed.get(),
              witness == Witness.NOBODY ? Thoroughness.EVERY_BYTE : Thoroughness.MANIFESTS);
      return objection.isPresent()
          ? failed(task, objection.get(), began, end.exitCode(), witness)
          : succeeded(task, committed.get(), began, end.exitCode());
    }
    StepError error =
        verdict.error(committed, end, intervention, step.timeout(), launcher.lastWords(request));
    return failed(task, error, began, end.exitCode(), witness);
  }

  private Intervention awaitEndOrIntervention(PlannedStep step, LaunchedAttempt launched)
      throws InterruptedException {
    CompletableFuture<Object> endOrStop = CompletableFuture.anyOf(launched.exit(), stop.asFuture());
    try {
      if (step.timeout().isPresent()) {
        CompletableFuture.anyOf(launched.running(), endOrStop).get();
        Instant deadline = start(launched).plus(step.timeout().get());
        long left = Duration.between(clock.instant(), deadline).toMillis();
        endOrStop.get(Math.max(0, left), TimeUnit.MILLISECONDS);
      } else {
        endOrStop.get();
      }
    } catch (TimeoutException e) {
      return Intervention.TIMEOUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the launcher lost sight of an attempt", e);
    }
    stop.requireOwned();
    return stop.reason()
        .map(
            reason ->
                switch (reason) {
                  case CANCELED -> Intervention.CANCELED;
                  case ORCHESTRATOR_FAILED, TAKEN_OVER -> Intervention.ORCHESTRATOR_FAILED;
                })
        .orElse(Intervention.NONE);
  }

  /** When the attempt's process began; now, if none did. */
  private Instant start(LaunchedAttempt launched) {
    return launched.running().getNow(clock.instant());
  }

  private static Optional<AttemptExit> exitWithin(LaunchedAttempt launched, Duration duration)
      throws InterruptedException {
    try {
      return Optional.of(
          launched.exit().get(Math.max(0, duration.toMillis()), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the launcher lost sight of an attempt", e);
    }
  }

  private AttemptEnd succeeded(
      StepTask task, StepResult result, Began began, OptionalInt exitCode) {
    Attempt attempt = record(task, began, exitCode).build();
    write(task, attempt);
    return new AttemptEnd(
        attempt, Optional.of(result), Optional.empty(), Witness.THIS_ORCHESTRATOR);
  }

  private AttemptEnd failed(
      StepTask task, StepError error, Began began, OptionalInt exitCode, Witness witness) {
    Attempt attempt = record(task, began, exitCode).setError(error).build();
    write(task, attempt);
    return new AttemptEnd(
        attempt, Optional.empty(), Optional.of(AttemptVerdict.errorClass(error)), witness);
  }

  private Attempt.Builder record(StepTask task, Began began, OptionalInt exitCode) {
    Attempt.Builder attempt =
        Attempt.newBuilder()
            .setNumber(task.getAttempt())
            .setStartTime(Times.toProto(began.started()))
            .setEndTime(Times.toProto(clock.instant()));
    exitCode.ifPresent(attempt::setExitCode);
    began.asked().ifPresent(time -> attempt.setLaunchTime(Times.toProto(time)));
    return attempt;
  }

  private void write(StepTask task, Attempt attempt) {
    stop.requireOwned();
    store.replace(new AttemptLayout(task.getAttemptPath()).record(), ProtoJson.write(attempt));
  }

  private LaunchRequest request(PlannedStep step, StepTask task) {
    AttemptName attempt = AttemptName.ofFolder(task.getAttemptPath());
    return new LaunchRequest(
        attempt,
        store.root(),
        store.uri(attempt.layout().task()),
        step.component(),
        run.programs().image(step.component()),
        run.sources().unstagedFiles(step),
        step.resources(),
        step.scheduling(),
        step.environment(),
        run.run().getLabelsMap(),
        step.timeout());
  }
}
