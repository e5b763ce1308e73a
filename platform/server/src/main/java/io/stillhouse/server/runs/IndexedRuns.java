package io.stillhouse.server.runs;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.runstore.view.ArtifactSummary;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.StepSummary;
import io.stillhouse.server.view.Details;
import io.stillhouse.server.view.RunRecordCache;
import io.stillhouse.server.view.Summaries;
import io.stillhouse.v1.RunDetail;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the index knows of runs, and how it is told to look again.
 *
 * @param index the index
 * @param follower keeps the index as the store is
 * @param records what never changes, from the store
 * @param summaries runs as lines
 * @param details runs as pages
 */
public record IndexedRuns(
    RunStore index,
    StoreFollower follower,
    RunRecordCache records,
    Summaries summaries,
    Details details) {
  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final long POLL_MILLIS = 20;

  /** A run of which something has just changed, as it is once the index knows. */
  RunDetail readAgain(RunLayout run) throws InterruptedException {
    long before = sequence(run);
    await(run, found -> found.isPresent() && found.get().summary().sequence() != before);
    return details.of(run);
  }

  /** A run that has just been deleted. */
  void forget(RunLayout run) throws InterruptedException {
    records.forget(run);
    await(run, Optional::isEmpty);
  }

  // Another process may be the one that keeps the index: then its next look has to do.
  private void await(RunLayout run, Predicate<Optional<RunDetails>> known)
      throws InterruptedException {
    follower.look(run);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!known.test(index.run(run)) && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private long sequence(RunLayout run) {
    return index.run(run).map(found -> found.summary().sequence()).orElse(-1L);
  }

  /** Whether a step of another run has an artifact of an attempt as its own. */
  boolean isServedElsewhere(RunLayout run, String attemptFolder) {
    Optional<RunDetails> details = index.run(run);
    if (details.isEmpty()) {
      return false;
    }
    for (StepSummary step : details.get().steps()) {
      for (ArtifactSummary output : step.outputs()) {
        String path = output.reference().getPath();
        if (path.startsWith(attemptFolder + "/")
            && index.lineage(path, Lineage.Direction.DOWNSTREAM, 1).artifacts().stream()
                .filter(artifact -> artifact.reference().getPath().equals(path))
                .flatMap(artifact -> artifact.servedTo().stream())
                .anyMatch(served -> !served.run().equals(run))) {
          return true;
        }
      }
    }
    return false;
  }
}
