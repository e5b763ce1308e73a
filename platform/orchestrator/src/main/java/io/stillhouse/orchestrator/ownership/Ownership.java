package io.stillhouse.orchestrator.ownership;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.run.RunBusyException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is at work on the runs of a store. In a store of this machine these are locks, which die with
 * their process; elsewhere {@linkplain Leases leases}, which expire.
 */
public interface Ownership {

  /** That of a store. */
  static Ownership of(ArtifactStore store) {
    return "file".equals(store.root().getScheme())
        ? new Locks(Path.of(store.root()))
        : new Leases(store, Leases.Timing.DEFAULT);
  }

  /** What is owned until it is closed, as long as nobody takes it. */
  interface Held extends AutoCloseable {
    /**
     * Does something when another process takes over, which can happen only to whoever was not
     * heard of for long.
     */
    void onLost(Runnable action);

    @Override
    void close();
  }

  /** Takes the run for this process, unless another has it. May wait to find that out. */
  Optional<Held> tryOwn(RunLayout run);

  /** Who is at work on a run, for a person: {@code process 12}; empty if nobody is. */
  Optional<String> owner(RunLayout run);

  /** Whether nobody is at work on a run. May wait to find that out. */
  boolean isFree(RunLayout run);

  /** When the last owner of a run was heard of, by its own clock; empty if there never was one. */
  Optional<Instant> lastHeard(RunLayout run);

  /** Takes the right to delete, unless another has it. */
  Optional<Held> tryOwnDeletion();

  /** Whether nobody deletes. May wait to find that out. */
  boolean isDeletionFree();

  /** Who may delete now, for a person; empty if nobody may. */
  Optional<String> deleter();

  /** Takes the right to make runs of what triggers wait for, unless another has it. */
  Optional<Held> tryOwnTriggers();

  /**
   * Takes the run for this process.
   *
   * @throws RunBusyException if another process has it
   */
  default Held own(RunLayout run) {
    return tryOwn(run)
        .orElseThrow(
            () ->
                new RunBusyException(
                    "run "
                        + run.runId()
                        + " is at work in "
                        + owner(run).orElse("another process")));
  }

  /**
   * Takes the right to delete.
   *
   * @throws RunBusyException if another process has it
   */
  default Held ownDeletion() {
    return tryOwnDeletion()
        .orElseThrow(
            () -> new RunBusyException("gc is at work in " + deleter().orElse("another process")));
  }

  /**
   * Refuses while something may be deleted. To be asked after the run was taken, as whoever deletes
   * looks for runs at work after it has taken its own right: so one of the two sees the other.
   */
  default void requireNoDeletion() {
    if (!isDeletionFree()) {
      throw new RunBusyException(
          "gc is at work on the store in "
              + deleter().orElse("another process")
              + "; try again soon");
    }
  }
}
