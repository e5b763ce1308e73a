package io.stillhouse.orchestrator.run;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.process.ExclusiveLock;
import io.stillhouse.orchestrator.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who is at work in a store of this machine: locks, files that are no objects of the store. */
public final class StoreOnThisMachine {
  private static final String GC_LOCK = "_gc/lock";
  private static final String RUN_LOCK = "lock";

  private final Path root;

  /**
   * Of this store.
   *
   * @throws InvalidRunException if the store is not in the local file system
   */
  public StoreOnThisMachine(ArtifactStore store) {
    if (!"file".equals(store.root().getScheme())) {
      throw new InvalidRunException(
          List.of(
              "the store "
                  + store.root()
                  + " is not on this machine: runs whose steps are processes keep locks and logs as"
                  + " files beside the objects; name a folder with --store"));
    }
    this.root = Path.of(store.root());
  }

  /** The store's folder. */
  public Path root() {
    return root;
  }

  /**
   * Takes the run for this process.
   *
   * @throws RunBusyException if another process has it
   */
  public ExclusiveLock lock(RunLayout run) {
    return tryLock(run)
        .orElseThrow(
            () ->
                new RunBusyException(
                    "run " + run.runId() + " is at work in " + process(orchestrator(run))));
  }

  /** Takes the run for this process, unless another has it. */
  public Optional<ExclusiveLock> tryLock(RunLayout run) {
    return ExclusiveLock.tryAcquire(lockFile(run));
  }

  /** The process that is at work on a run, if one is. */
  public Optional<ProcessIdentity> orchestrator(RunLayout run) {
    return ExclusiveLock.holder(lockFile(run));
  }

  /**
   * Takes the right to delete.
   *
   * @throws RunBusyException if another process has it
   */
  public ExclusiveLock lockForDeletion() {
    return ExclusiveLock.tryAcquire(root.resolve(GC_LOCK))
        .orElseThrow(
            () ->
                new RunBusyException(
                    "gc is at work in " + process(ExclusiveLock.holder(root.resolve(GC_LOCK)))));
  }

  /**
   * Refuses while something may be deleted. To be asked after the run was locked, as whoever
   * deletes looks for locked runs after it has taken its own lock: so one of the two sees the
   * other.
   */
  public void requireNoDeletion() {
    ExclusiveLock.holder(root.resolve(GC_LOCK))
        .ifPresent(
            process -> {
              throw new RunBusyException(
                  "gc is at work on the store in process " + process.pid() + "; try again soon");
            });
  }

  private Path lockFile(RunLayout run) {
    return root.resolve(run.folder()).resolve(RUN_LOCK);
  }

  private static String process(Optional<ProcessIdentity> holder) {
    return holder.map(process -> "process " + process.pid()).orElse("another process");
  }
}
