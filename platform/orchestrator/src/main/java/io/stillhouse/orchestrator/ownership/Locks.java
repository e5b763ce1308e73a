package io.stillhouse.orchestrator.ownership;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.process.ExclusiveLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Ownership in a store of this machine: locks, files that are no objects of the store. */
final class Locks implements Ownership {
  private static final String GC_LOCK = "_gc/lock";
  private static final String TRIGGERS_LOCK = "_triggers/lock";
  private static final String RUN_LOCK = "lock";

  private final Path root;

  Locks(Path root) {
    this.root = root;
  }

  /** A lock cannot be taken from a living process. */
  private record Locked(ExclusiveLock lock) implements Held {
    @Override
    public void onLost(Runnable action) {}

    @Override
    public void close() {
      lock.close();
    }
  }

  @Override
  public Optional<Held> tryOwn(RunLayout run) {
    return ExclusiveLock.tryAcquire(lockFile(run)).map(Locked::new);
  }

  @Override
  public Optional<String> owner(RunLayout run) {
    return holder(lockFile(run));
  }

  @Override
  public boolean isFree(RunLayout run) {
    return owner(run).isEmpty();
  }

  /** Locks are not renewed: this is when the last owner took the run. */
  @Override
  public Optional<Instant> lastHeard(RunLayout run) {
    Path lock = lockFile(run);
    Path note = ExclusiveLock.note(lock);
    try {
      return Optional.of(Files.getLastModifiedTime(Files.exists(note) ? note : lock).toInstant());
    } catch (IOException neverLocked) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Held> tryOwnDeletion() {
    return ExclusiveLock.tryAcquire(root.resolve(GC_LOCK)).map(Locked::new);
  }

  @Override
  public boolean isDeletionFree() {
    return deleter().isEmpty();
  }

  @Override
  public Optional<String> deleter() {
    return holder(root.resolve(GC_LOCK));
  }

  @Override
  public Optional<Held> tryOwnTriggers() {
    return ExclusiveLock.tryAcquire(root.resolve(TRIGGERS_LOCK)).map(Locked::new);
  }

  private static Optional<String> holder(Path lock) {
    return ExclusiveLock.holder(lock).map(process -> "process " + process.pid());
  }

  private Path lockFile(RunLayout run) {
    return root.resolve(run.folder()).resolve(RUN_LOCK);
  }
}
