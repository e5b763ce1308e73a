package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.Interrupts;
import io.stillhouse.cli.definition.ReadSweep;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.sweep.SweepLine.Phase;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.model.plan.SweepPlan.PlannedRun;
import io.stillhouse.model.resource.ResourceLimits;
import io.stillhouse.orchestrator.RunController;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunRequest;
import io.stillhouse.v1.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the runs of a sweep to their ends, several at a time. What has succeeded stays; what was
 * interrupted, failed or canceled is resumed; what is missing is created when its turn comes.
 */
final class SweepSession {
  private static final String CANCELING =
      "Canceling the sweep; its steps save their work. Ctrl-C again ends at once.";

  /** Why no more runs are begun. */
  private enum Stop {
    INTERRUPTED,
    CANCELED,
    FAILED
  }

  private final CliEnvironment environment;
  private final ArtifactStore store;
  private final RunController controller;
  private final ReadSweep read;
  private final SweepLaunch launch;
  private final String name;
  private final ResourceLimits limits;
  private final Sweeps sweeps;
  private final List<SweepLine> lines;
  private final Set<RunLayout> atWork = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final AtomicReference<@Nullable RuntimeException> fatal = new AtomicReference<>();

  SweepSession(
      CliEnvironment environment,
      ArtifactStore store,
      RunController controller,
      ReadSweep read,
      SweepLaunch launch,
      String name) {
    this.environment = environment;
    this.store = store;
    this.controller = controller;
    this.read = read;
    this.launch = launch;
    this.name = name;
    this.limits = SharedMachine.ofEach(read.plan(), launch);
    this.sweeps = new Sweeps(store);
    this.lines =
        read.plan().runs().stream()
            .map(
                run ->
                    new SweepLine(
                        run.point().inWords(), environment.clock(), this::cancelIfStopped))
            .toList();
  }

  /** One for each run of the plan, in its order. */
  List<SweepLine> lines() {
    return lines;
  }

  /**
   * Takes all runs to their ends, and says with which exit code the command ends.
   *
   * @param notices shows the user a sentence
   */
  CliExit run(Consumer<String> notices) throws InterruptedException {
    SweepRuns before = SweepRuns.read(store, read.plan().definition().name(), name);
    ExecutorService workers = Executors.newFixedThreadPool(launch.parallel());
    try (Interrupts.Subscription subscription =
        environment.interrupts().subscribe(() -> interrupt(notices))) {
      for (int i = 0; i < lines.size(); i++) {
        PlannedRun planned = read.plan().runs().get(i);
        SweepLine line = lines.get(i);
        Optional<StoredRun> stored = before.find(planned.plan().parameters());
        workers.execute(() -> take(planned, stored, line));
      }
      workers.shutdown();
      while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
        continue;
      }
    } finally {
      workers.shutdown();
    }
    RuntimeException failure = fatal.get();
    if (failure != null) {
      throw failure;
    }
    if (stop.get() == Stop.INTERRUPTED) {
      return CliExit.INTERRUPTED;
    }
    return lines.stream().allMatch(line -> line.phase() == Phase.SUCCEEDED)
        ? CliExit.OK
        : CliExit.FAILED;
  }

  private void take(PlannedRun planned, Optional<StoredRun> stored, SweepLine line) {
    if (stored.filter(run -> run.state() == State.SUCCEEDED).isPresent()) {
      line.kept(stored.get());
      return;
    }
    if (stop.get() == null && sweeps.isCancelRequested(name)) {
      stop.compareAndSet(null, Stop.CANCELED);
    }
    if (stop.get() != null) {
      line.ended(Phase.CANCELED, "not begun");
      return;
    }
    try {
      execute(planned, stored, line);
    } catch (RunBusyException e) {
      line.ended(Phase.ELSEWHERE, String.valueOf(e.getMessage()));
    } catch (InvalidRunException | BackendUnreachableException e) {
      // So it would go with every other run.
      line.ended(Phase.FAILED, String.valueOf(e.getMessage()));
      fatal.compareAndSet(null, e);
      stop(Stop.FAILED);
    } catch (RuntimeException e) {
      line.ended(Phase.FAILED, e.toString());
      fatal.compareAndSet(null, e);
      stop(Stop.FAILED);
    }
    if (line.phase() == Phase.FAILED && launch.onFailure() == SweepLaunch.OnFailure.STOP) {
      stop(Stop.FAILED);
    }
  }

  private void execute(PlannedRun planned, Optional<StoredRun> stored, SweepLine line) {
    RunLayout layout = stored.map(StoredRun::layout).orElseGet(() -> create(planned));
    atWork.add(layout);
    try {
      if (stored.isPresent()) {
        controller.resume(layout, line);
      } else {
        controller.execute(layout, line);
      }
    } finally {
      atWork.remove(layout);
    }
  }

  private RunLayout create(PlannedRun planned) {
    return controller.create(
        new RunRequest(
            planned.plan(),
            read.components(),
            read.folder(),
            launch.experiment(),
            SweepLabels.of(name, planned.point(), launch.labels()),
            launch.cacheUse(),
            limits,
            launch.backend()));
  }

  private void interrupt(Consumer<String> notices) {
    notices.accept(CANCELING);
    stop(Stop.INTERRUPTED);
  }

  private void stop(Stop why) {
    stop.compareAndSet(null, why);
    new ArrayList<>(atWork).forEach(this::cancel);
  }

  /** For a run that was not at work yet when all others were asked to stop. */
  private void cancelIfStopped(RunLayout layout) {
    if (stop.get() != null) {
      cancel(layout);
    }
  }

  private void cancel(RunLayout layout) {
    if (store.read(layout.outcome()).isEmpty()) {
      store.create(layout.cancelRequest(), new byte[0]);
    }
  }
}
