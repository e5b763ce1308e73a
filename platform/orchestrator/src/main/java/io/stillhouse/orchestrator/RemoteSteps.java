package io.stillhouse.orchestrator;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.StepLauncher;
import io.stillhouse.orchestrator.backend.RunLaunchers;
import io.stillhouse.orchestrator.beam.StepBody;
import io.stillhouse.orchestrator.cache.StepKeys;
import io.stillhouse.orchestrator.components.ContentDigests;
import io.stillhouse.orchestrator.components.DigestMemoPlace;
import io.stillhouse.orchestrator.execution.CancelWatch;
import io.stillhouse.orchestrator.execution.RunContext;
import io.stillhouse.orchestrator.execution.RunLoader;
import io.stillhouse.orchestrator.execution.RunSteps;
import io.stillhouse.orchestrator.execution.StopSignal;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBackend;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.StepOutcome;
import java.time.Clock;
import java.util.Map;

/**
 * The steps of a run in a process that carries them out for the one that owns the run. All that it
 * needs to know of the run lies in the store.
 */
public final class RemoteSteps implements StepBody, AutoCloseable {
  private final RunSteps steps;
  private final StepLauncher launcher;
  private final CancelWatch watch;

  private RemoteSteps(RunSteps steps, StepLauncher launcher, CancelWatch watch) {
    this.steps = steps;
    this.launcher = launcher;
    this.watch = watch;
  }

  /**
   * Loads a run and opens its launcher.
   *
   * @param stop is given here when somebody asks to cancel the run; whoever gives it because the
   *     run was taken over leaves the attempts to others
   * @param environment this process's environment, of which steps inherit a little
   * @throws InvalidRunException if the run cannot be loaded, or not be executed from here
   * @throws io.stillhouse.launch.BackendUnreachableException if its platform cannot be reached
   */
  public static RemoteSteps open(
      ArtifactStore store,
      RunLayout layout,
      StopSignal stop,
      Map<String, String> environment,
      Clock clock) {
    RunContext run =
        new RunLoader(store, new ContentDigests(DigestMemoPlace.of(store, environment)))
            .load(layout);
    RunLaunchers launchers = new RunLaunchers(store, environment, RunBackend.LOCAL, clock);
    StepLauncher launcher = launchers.open(run);
    RunSteps steps =
        new RunSteps(
            store,
            launcher,
            new StepKeys(run.programs(), run.sources()),
            run,
            stop,
            launchers.limit(run),
            RunListener.NONE,
            clock);
    return new RemoteSteps(steps, launcher, new CancelWatch(store, layout, stop));
  }

  /** Takes room for the last attempt of a step, if that may be at work, before any new attempt. */
  public void reserve(String step) {
    steps.reserve(step);
  }

  @Override
  public StepOutcome run(String step, Map<String, StepOutcome> upstream)
      throws InterruptedException {
    return steps.run(step, upstream);
  }

  /** Stops watching; what runs goes on. */
  @Override
  public void close() {
    watch.close();
    launcher.close();
  }
}
