package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.database.WriterLock;
import io.stillhouse.runstore.view.Damage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds an index from its store: every run is read anew, and runs that the store does not have are
 * taken out. Readers go on reading meanwhile and see each run as it was or as it is.
 */
public final class Reindex {
  private final RunStore index;
  private final ArtifactStore store;
  private final Optional<RunOwners> owners;

  /**
   * A reindex.
   *
   * @param owners tells who is at work on runs; without it no run counts as interrupted
   */
  public Reindex(RunStore index, ArtifactStore store, Optional<RunOwners> owners) {
    this.index = index;
    this.store = store;
    this.owners = owners;
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** Says nothing. */
    Progress NONE = (done, total) -> {};

    /** So many folders of runs have been looked at, of so many. */
    void done(int done, int total);
  }

  /**
   * What it came to.
   *
   * @param runs how many runs the index has now
   * @param removed how many runs it had that the store has not
   * @param damage the records that could not be read
   */
  public record Summary(int runs, int removed, List<Damage> damage) {

    /** Copies the list. */
    public Summary {
      damage = List.copyOf(damage);
    }
  }

  /**
   * Does it.
   *
   * @throws IndexException if another process writes into the index
   */
  public Summary run(Progress progress) {
    try (WriterLock lock =
        index
            .database()
            .tryLock()
            .orElseThrow(
                () ->
                    new IndexException(
                        "Another process keeps the index at "
                            + index.database().place()
                            + " up to date: a server or a dashboard. Stop it first."))) {
      return locked(progress);
    }
  }

  private Summary locked(Progress progress) {
    if (StoreBinding.isOfAnother(index.database(), store)) {
      index.database().reset();
    }
    StoreBinding.bind(index.database(), store);
    RunIndexer indexer = new RunIndexer(index, store, owners);
    List<RunLayout> layouts = StoreRuns.layouts(store);
    Set<RunLayout> gone = new HashSet<>(indexedRuns(index));
    int runs = 0;
    for (int i = 0; i < layouts.size(); i++) {
      boolean isRun = indexer.rebuild(layouts.get(i));
      if (isRun) {
        runs++;
        gone.remove(layouts.get(i));
      }
      progress.done(i + 1, layouts.size());
    }
    gone.forEach(indexer::remove);
    return new Summary(runs, gone.size(), index.damage());
  }

  /** Every run that an index has. */
  static List<RunLayout> indexedRuns(RunStore index) {
    return index
        .database()
        .read(
            connection ->
                Rows.query(
                    connection,
                    new Sql("SELECT pipeline, run FROM run UNION SELECT '', run FROM damage"),
                    row ->
                        row.getString("pipeline").isEmpty()
                            ? layout(row.getString("run"))
                            : new RunLayout(row.getString("pipeline"), row.getString("run"))));
  }

  private static RunLayout layout(String folder) {
    int slash = folder.indexOf('/');
    return new RunLayout(folder.substring(0, slash), folder.substring(slash + 1));
  }
}
