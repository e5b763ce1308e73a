package io.stillhouse.orchestrator.retention;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.ownership.Fence;
import io.stillhouse.orchestrator.ownership.Ownership;
import io.stillhouse.orchestrator.retention.Deletion.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What steps have on platforms though nobody is at work on their runs. */
final class AbandonedSteps {
  private final ArtifactStore store;
  private final Ownership ownership;
  private final Platforms platforms;
  private final Map<RunLayout, Platforms.Found> abandoned;
  private final Set<RunLayout> remaining;

  private AbandonedSteps(
      ArtifactStore store,
      Ownership ownership,
      Platforms platforms,
      Map<RunLayout, Platforms.Found> abandoned,
      Set<RunLayout> remaining) {
    this.store = store;
    this.ownership = ownership;
    this.platforms = platforms;
    this.abandoned = abandoned;
    this.remaining = remaining;
  }

  /**
   * Asks the platforms.
   *
   * @param silentSince runs whose owner was heard of later are left alone, unless they have ended
   */
  static AbandonedSteps find(
      ArtifactStore store, Ownership ownership, Platforms platforms, Instant silentSince) {
    Platforms.Look look = platforms.look(store);
    Map<RunLayout, Platforms.Found> abandoned = new TreeMap<>(Platforms.BY_FOLDER);
    Set<RunLayout> remaining = new HashSet<>();
    for (RunLayout run : look.spared()) {
      if (store.read(run.outcome()).isEmpty()) {
        remaining.add(run);
      }
    }
    look.found()
        .forEach(
            (run, found) -> {
              boolean mayGoOn =
                  store.read(run.runRecord()).isPresent()
                      && store.read(run.outcome()).isEmpty()
                      && ownership.lastHeard(run).filter(silentSince::isBefore).isPresent();
              if (mayGoOn) {
                remaining.add(run);
              } else {
                abandoned.put(run, found);
              }
            });
    return new AbandonedSteps(store, ownership, platforms, abandoned, remaining);
  }

  /** Runs of which something may be at work, now or once the others are stopped. */
  Set<RunLayout> remaining() {
    return Set.copyOf(remaining);
  }

  /** What {@link #stop} would delete. */
  List<Deletion> deletions() {
    List<Deletion> deletions = new ArrayList<>();
    abandoned.forEach((run, found) -> deletions.add(deletion(run, found)));
    return deletions;
  }

  /** Stops and deletes it; what cannot be deleted remains. */
  List<Deletion> stop() {
    List<Deletion> deletions = new ArrayList<>();
    abandoned.forEach(
        (run, found) -> {
          if (isStopped(run, found)) {
            deletions.add(deletion(run, found));
          } else {
            remaining.add(run);
          }
        });
    return deletions;
  }

  private boolean isStopped(RunLayout run, Platforms.Found found) {
    if (store.read(run.runRecord()).isEmpty()) {
      return platforms.delete(run, found); // a lease would bring the run's folder back
    }
    Optional<Ownership.Held> free = ownership.tryOwn(run);
    if (free.isEmpty()) {
      return false;
    }
    try (Ownership.Held held = free.get()) {
      endSubmissions(run);
      return platforms.delete(run, found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A session that goes on without an owner would make anew what is deleted. */
  private void endSubmissions(RunLayout run) throws InterruptedException {
    Fence fence = new Fence(store, run);
    if (fence.admitsAny()) {
      fence.admitNone();
      Thread.sleep(Fence.SEEN_WITHIN.toMillis());
    }
  }

  private static Deletion deletion(RunLayout run, Platforms.Found found) {
    return new Deletion(run.folder() + " (" + found.what() + ")", Kind.PLATFORM, 0);
  }
}
