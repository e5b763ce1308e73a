package io.stillhouse.orchestrator;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.model.plan.PlannedStep;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.run.RunId;
import io.stillhouse.orchestrator.backend.RunLaunchers;
import io.stillhouse.orchestrator.backend.Runners;
import io.stillhouse.orchestrator.cache.StepCache;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.components.ComponentDigests;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.DigestMemoPlace;
import io.stillhouse.orchestrator.components.Programs;
import io.stillhouse.orchestrator.components.SourceParameters;
import io.stillhouse.orchestrator.execution.RunContext;
import io.stillhouse.orchestrator.execution.RunExecution;
import io.stillhouse.orchestrator.execution.RunLoader;
import io.stillhouse.orchestrator.execution.StepHistory;
import io.stillhouse.orchestrator.execution.StopSignal;
import io.stillhouse.orchestrator.forecast.PlanForecast;
import io.stillhouse.orchestrator.forecast.StepForecast;
import io.stillhouse.orchestrator.forecast.SweepForecast;
import io.stillhouse.orchestrator.forecast.SweepForecasts;
import io.stillhouse.orchestrator.observation.RunObserver;
import io.stillhouse.orchestrator.observation.RunObservers;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.records.RunRecords;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates runs and takes them to their end.
 *
 * <p>A run belongs to one process at a time. When that process dies, its steps go on; whoever
 * executes the run next adopts them.
 */
public final class RunController {
  private final ArtifactStore store;
  private final Ownership ownership;
  private final RunLaunchers launchers;
  private final Runners runners;
  private final RunObservers observers;
  private final Clock clock;
  private final ContentDigests contents;
  private final RunCreation creation;

  /** A controller for the runs of a store, whose steps are processes of this machine. */
  public RunController(ArtifactStore store, Map<String, String> environment, Clock clock) {
    this(store, environment, clock, RunBackend.LOCAL);
  }

  /**
   * A controller for the runs of a store.
   *
   * @param environment this process's environment, of which steps inherit a little
   * @param here how this machine reaches the platforms on which steps run
   */
  public RunController(
      ArtifactStore store, Map<String, String> environment, Clock clock, RunBackend here) {
    this.store = store;
    this.ownership = Ownership.of(store);
    this.launchers = new RunLaunchers(store, environment, here, clock);
    this.runners = new Runners(here);
    this.observers = new RunObservers(environment);
    this.clock = clock;
    this.contents = new ContentDigests(DigestMemoPlace.of(store, environment));
    this.creation = new RunCreation(store, contents, new ComponentDigests(contents));
  }

  /** Creates a run, without starting it and without telling anybody. */
  public RunLayout create(RunRequest request) {
    return create(request, RunListener.NONE);
  }

  /**
   * Creates a run, without starting it.
   *
   * @param listener is told what is copied into the store, which may take long
   * @throws InvalidRunException if something that it needs is missing: data, a built component
   * @throws RunBusyException if gc is at work on the store
   * @throws io.stillhouse.launch.BackendUnreachableException if its steps could not be started
   */
  public RunLayout create(RunRequest request, RunListener listener) {
    return create(request, newLayout(request.plan().definition().name()), listener);
  }

  /**
   * Creates a run under a name that was chosen before with {@link #newLayout}, without starting it.
   *
   * @throws InvalidRunException if something that it needs is missing
   * @throws IllegalStateException if there is a run of that name
   */
  public RunLayout create(RunRequest request, RunLayout layout, RunListener listener) {
    creation.requireEverythingIsThere(request);
    runners.open(request.backend());
    launchers.check(request.backend(), layout);
    RunRequest recorded = request.on(launchers.recorded(request.backend()));
    // Data that lie in the store already are not copied again; until the record refers to them,
    // only this keeps gc from deleting them.
    try (Ownership.Held held = ownership.own(layout)) {
      ownership.requireNoDeletion();
      Run run = creation.record(recorded, layout, clock.instant(), listener);
      creation.requireCopies(run);
      write(layout, run);
    }
    return layout;
  }

  /**
   * Takes a run from wherever it is to its end: starts a new one, goes on with an interrupted one.
   * Returns when it has ended, however that is.
   *
   * @throws RunBusyException if another process is at work on it
   * @throws InvalidRunException if it cannot be loaded
   */
  public RunOutcome execute(RunLayout layout, RunListener listener) {
    try (Ownership.Held held = ownership.own(layout)) {
      ownership.requireNoDeletion();
      return execute(load(layout), held, listener);
    }
  }

  /**
   * Goes on with a run that was interrupted, failed or canceled. What has succeeded stays; every
   * other step gets another chance with fresh budgets. A run that has succeeded stays as it is.
   *
   * @throws RunBusyException if another process is at work on it
   * @throws InvalidRunException if it cannot be loaded
   */
  public RunOutcome resume(RunLayout layout, RunListener listener) {
    try (Ownership.Held held = ownership.own(layout)) {
      ownership.requireNoDeletion();
      RunContext run = load(layout);
      Optional<RunOutcome> before =
          ProtoJson.read(store, layout.outcome(), RunOutcome.getDefaultInstance());
      if (before.isPresent() && before.get().getState() == State.SUCCEEDED) {
        return before.get();
      }
      store.delete(layout.cancelRequest());
      store.delete(layout.outcome());
      new StepHistory(store, layout).forgetFailures(run.plan().steps());
      return execute(run, held, listener);
    }
  }

  /**
   * Asks to cancel a run. The process that is at work on it stops its steps; if there is none, that
   * is done here.
   *
   * @return the run's outcome if it was stopped here; empty if another process does it
   * @throws InvalidRunException if the run has ended, or cannot be loaded
   */
  public Optional<RunOutcome> cancel(RunLayout layout) {
    if (store.read(layout.outcome()).isPresent()) {
      throw new InvalidRunException(List.of("run " + layout.runId() + " has ended already"));
    }
    store.create(layout.cancelRequest(), new byte[0]);
    if (ownership.owner(layout).isPresent()) {
      return Optional.empty();
    }
    Optional<Ownership.Held> free = ownership.tryOwn(layout);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    try (Ownership.Held held = free.get()) {
      return Optional.of(execute(load(layout), held, RunListener.NONE));
    }
  }

  /**
   * Creates a run that repeats another one from a step on. The steps that do not come after that
   * step keep their results, as far as they have any.
   *
   * @throws InvalidRunException if there is no such step, or the other run cannot be loaded
   */
  public RunLayout retryFrom(RunLayout other, String step) {
    return retryFrom(other, step, newLayout(other.pipeline()));
  }

  /**
   * The same under a name that was chosen before with {@link #newLayout}.
   *
   * @throws IllegalStateException if there is a run of that name
   * @throws RunBusyException if gc is at work on the store
   */
  public RunLayout retryFrom(RunLayout other, String step, RunLayout layout) {
    try (Ownership.Held held = ownership.own(layout)) {
      ownership.requireNoDeletion();
      write(layout, repetition(other, step, layout));
    }
    return layout;
  }

  private Run repetition(RunLayout other, String step, RunLayout layout) {
    RunContext run = load(other);
    List<String> names = run.plan().steps().stream().map(PlannedStep::name).toList();
    if (!names.contains(step)) {
      throw new InvalidRunException(
          List.of(
              "run "
                  + other.runId()
                  + " has no step '"
                  + step
                  + "'"
                  + Suggestion.closest(step, names)
                      .map(name -> "; did you mean " + name)
                      .orElse("")));
    }
    Set<String> repeated = new HashSet<>(run.plan().downstream(step));
    repeated.add(step);
    StepHistory history = new StepHistory(store, other);
    for (PlannedStep kept : run.plan().steps()) {
      history
          .outcome(kept)
          .filter(outcome -> outcome.getState() == State.SUCCEEDED)
          .filter(outcome -> !repeated.contains(kept.name()))
          .ifPresent(outcome -> keep(layout, outcome, other));
    }
    return run.run().toBuilder()
        .setName(layout.name())
        .setCreateTime(Times.toProto(clock.instant()))
        .setRetryOf(other.name())
        .setRetryFrom(step)
        .build();
  }

  /**
   * What would become of each step if that run were created and executed now, in plan order.
   *
   * @throws InvalidRunException if something that the run needs is missing
   */
  public List<StepForecast> forecast(RunRequest request) {
    creation.requireEverythingIsThere(request);
    RunLayout layout = newLayout(request.plan().definition().name());
    RunContext run =
        new RunContext(
            layout,
            RunRecords.of(request, layout, clock.instant()),
            request.plan(),
            creation.programs(request),
            creation.sources(request));
    try {
      return new PlanForecast(
              new StepCache(store, clock), new StepKeys(run.programs(), run.sources()))
          .of(run);
    } catch (IOException e) {
      throw new InvalidRunException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * What would become of the steps of several runs of one definition if they were created and
   * executed now, what they have in common done once.
   *
   * @param requests one for each run, at least one; all with the same components, folder and
   *     backend
   * @throws InvalidRunException if something that the first run needs is missing, or data of any
   */
  public SweepForecast forecast(List<RunRequest> requests) {
    RunRequest first = requests.get(0);
    creation.requireEverythingIsThere(first);
    Programs programs = creation.programs(first);
    SourceParameters sources = creation.sources(first);
    List<RunContext> runs = new ArrayList<>();
    for (RunRequest request : requests) {
      RunLayout layout = newLayout(request.plan().definition().name());
      runs.add(
          new RunContext(
              layout,
              RunRecords.of(request, layout, clock.instant()),
              request.plan(),
              programs,
              sources));
    }
    StepKeys keys = new StepKeys(programs, sources);
    try {
      return new SweepForecasts(new PlanForecast(new StepCache(store, clock), keys), keys).of(runs);
    } catch (IOException e) {
      throw new InvalidRunException(List.of(String.valueOf(e.getMessage())));
    }
  }

  private RunOutcome execute(RunContext run, Ownership.Held held, RunListener listener) {
    StopSignal stop = new StopSignal();
    held.onLost(() -> stop.give(StopSignal.Reason.TAKEN_OVER));
    try (StepLauncher launcher = launchers.open(run);
        RunObserver observer = observers.observe(store, run.run())) {
      RunOutcome outcome =
          new RunExecution(
                  store,
                  launcher,
                  new StepKeys(run.programs(), run.sources()),
                  run,
                  stop,
                  launchers.limit(run),
                  runners.open(RunRecords.backend(run.run())),
                  List.of(listener, observer),
                  clock)
              .run();
      launcher.runEnded();
      return outcome;
    }
  }

  private RunContext load(RunLayout layout) {
    return new RunLoader(store, contents).load(layout);
  }

  private void keep(RunLayout layout, StepOutcome outcome, RunLayout other) {
    new StepHistory(store, layout)
        .write(
            outcome.toBuilder()
                .setCached(true)
                .setCachedFrom(outcome.getResult().getRun())
                .setReason("kept from run " + other.runId() + ", which this run repeats in part")
                .clearAttempts()
                .build());
  }

  // The record comes last: without it there is no run.
  private void write(RunLayout layout, Run run) {
    store.create(
        layout.definition(), run.getDefinition().getSource().getBytes(StandardCharsets.UTF_8));
    if (!store.create(layout.runRecord(), ProtoJson.write(run))) {
      throw new IllegalStateException("there is a run " + layout.name() + " already");
    }
  }

  /** A name that no run has yet. */
  public RunLayout newLayout(String pipeline) {
    return new RunLayout(pipeline, RunId.create(clock, new SecureRandom()).value());
  }
}
