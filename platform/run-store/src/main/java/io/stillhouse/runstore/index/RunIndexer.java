package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.database.Database;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.Damage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts runs into the index as the store has them now. Doing so twice changes nothing, and a damaged
 * record is noted and passed over. For one thread, and for the process that holds the lock.
 */
public final class RunIndexer {

  /** What became of a run in the index. */
  public enum Result {
    /** It is as it was. */
    UNCHANGED,
    /** It is new, or something of it is. */
    CHANGED,
    /** The store has no such run any more, or only a damaged record of it. */
    ABSENT
  }

  /** What is known of a run that has not ended, from one look to the next. */
  private static final class Following {
    private final RunSnapshot snapshot;
    private final Map<String, Long> chunks;
    private final Set<String> drained;

    private Following(RunSnapshot snapshot, Map<String, Long> chunks, Set<String> drained) {
      this.snapshot = snapshot;
      this.chunks = chunks;
      this.drained = drained;
    }
  }

  private final Database database;
  private final ArtifactStore store;
  private final SnapshotReader reader;
  private final Map<RunLayout, Following> following = new HashMap<>();

  /** The fingerprints of runs that have ended. */
  private final Map<RunLayout, String> ended = new HashMap<>();

  /**
   * An indexer.
   *
   * @param owners tells who is at work on runs; without it no run counts as interrupted
   */
  public RunIndexer(RunStore index, ArtifactStore store, Optional<RunOwners> owners) {
    this.database = index.database();
    this.store = store;
    this.reader = new SnapshotReader(store, owners);
  }

  /** Reads a run's records, and of its events those that are new. */
  public Result index(RunLayout layout) {
    Following before = following.get(layout);
    // Taken before the records are read: whatever changes later is seen to have changed.
    String fingerprint = before == null ? fingerprint(layout) : "";
    SnapshotReader.Look look = look(layout, before == null ? null : before.snapshot);
    if (before != null && look.snapshot().filter(RunSnapshot::hasEnded).isPresent()) {
      fingerprint = fingerprint(layout);
      look = look(layout, null);
    }
    if (look.snapshot().isEmpty()) {
      following.remove(layout);
      ended.remove(layout);
      return forget(layout, look.damage());
    }
    RunSnapshot snapshot = look.snapshot().get();
    Map<String, Long> chunks = before == null ? storedChunks(layout) : before.chunks;
    Set<String> drained = before == null ? new HashSet<>() : new HashSet<>(before.drained);
    Map<String, AttemptEvents> events = events(snapshot, chunks, drained);
    boolean recordsChanged = before == null || !before.snapshot.equals(snapshot);
    if (recordsChanged || !events.isEmpty()) {
      String ofEnd = snapshot.hasEnded() ? fingerprint : "";
      database.write(
          (connection, sequence) -> write(connection, sequence, snapshot, ofEnd, events));
    }
    Map<String, Long> read = new HashMap<>(chunks);
    events.forEach((folder, each) -> read.put(folder, each.chunks()));
    if (snapshot.hasEnded()) {
      following.remove(layout);
      ended.put(layout, fingerprint);
    } else {
      ended.remove(layout);
      following.put(layout, new Following(snapshot, read, drained));
    }
    return recordsChanged || !events.isEmpty() ? Result.CHANGED : Result.UNCHANGED;
  }

  /** Records that nobody wrote like this, such as one with a list in a list without end. */
  private SnapshotReader.Look look(RunLayout layout, @Nullable RunSnapshot previous) {
    try {
      return reader.read(layout, previous);
    } catch (IllegalArgumentException e) {
      return new SnapshotReader.Look(
          Optional.empty(),
          List.of(
              new Damage(layout, layout.runRecord(), Rows.text(String.valueOf(e.getMessage())))));
    }
  }

  /**
   * Forgets what the index has of a run and reads all of it anew.
   *
   * @return whether the store has the run
   */
  public boolean rebuild(RunLayout layout) {
    following.remove(layout);
    database.write(
        (connection, sequence) -> {
          new DamageWriter(connection, layout).clear();
          return Rows.update(
              connection,
              new Sql(
                  "DELETE FROM attempt WHERE run_id IN (SELECT id FROM run WHERE name = ?)",
                  layout.folder()));
        });
    return index(layout) != Result.ABSENT;
  }

  /** Takes a run that the store no longer has out of the index. */
  public void remove(RunLayout layout) {
    following.remove(layout);
    ended.remove(layout);
    forget(layout, List.of());
  }

  /** Takes over from an indexer before this one which runs have ended, and how. */
  void recall() {
    database.read(
        connection ->
            Rows.query(
                connection,
                new Sql("SELECT pipeline, run, fingerprint FROM run WHERE fingerprint <> ''"),
                row ->
                    ended.put(
                        new RunLayout(row.getString("pipeline"), row.getString("run")),
                        row.getString("fingerprint"))));
  }

  /** Whether the index has the end of a run. */
  boolean hasEnded(RunLayout layout) {
    return ended.containsKey(layout);
  }

  /** Whether the index has the end of a run as the store has it now. */
  boolean isUpToDate(RunLayout layout) {
    String known = ended.get(layout);
    return known != null && known.equals(fingerprint(layout));
  }

  /** The runs that have not ended, as far as was seen. */
  Set<RunLayout> atWork() {
    return Set.copyOf(following.keySet());
  }

  private Result forget(RunLayout layout, List<Damage> damage) {
    if (damage.isEmpty() && !isKnown(layout)) {
      return Result.ABSENT;
    }
    database.write(
        (connection, sequence) -> {
          String name = layout.folder();
          DamageWriter unread = new DamageWriter(connection, layout);
          unread.clear();
          unread.replaceRecords(damage);
          int deleted = Rows.update(connection, new Sql("DELETE FROM run WHERE name = ?", name));
          if (deleted > 0) {
            Rows.update(
                connection,
                new Sql(
                    "INSERT INTO deleted_run (name, sequence) VALUES (?, ?) ON CONFLICT (name) DO"
                        + " UPDATE SET sequence = excluded.sequence",
                    name,
                    sequence));
          }
          return deleted;
        });
    return Result.ABSENT;
  }

  private boolean isKnown(RunLayout layout) {
    String name = layout.folder();
    return database.read(
        connection ->
            Rows.first(
                    connection,
                    new Sql(
                        "SELECT 1 FROM run WHERE name = ? UNION ALL SELECT 1 FROM damage WHERE run"
                            + " = ? LIMIT 1",
                        name,
                        name),
                    row -> row.getInt(1))
                .isPresent());
  }

  private Map<String, Long> storedChunks(RunLayout layout) {
    return database.read(
        connection -> {
          Map<String, Long> chunks = new HashMap<>();
          Rows.query(
              connection,
              new Sql(
                  "SELECT a.folder, a.chunks FROM attempt a JOIN run r ON r.id = a.run_id WHERE"
                      + " r.name = ?",
                  layout.folder()),
              row -> chunks.put(row.getString("folder"), row.getLong("chunks")));
          return chunks;
        });
  }

  /**
   * What attempts have told since the last look, by folder. One that had ended before all its
   * events were read has nothing more to tell.
   */
  private Map<String, AttemptEvents> events(
      RunSnapshot snapshot, Map<String, Long> chunks, Set<String> drained) {
    Map<String, AttemptEvents> events = new HashMap<>();
    for (StepSnapshot step : snapshot.steps()) {
      for (AttemptSnapshot attempt : step.attempts()) {
        AttemptLayout layout = snapshot.layout().attempt(step.name(), attempt.number());
        if (!drained.contains(layout.folder())) {
          long before = chunks.getOrDefault(layout.folder(), 0L);
          AttemptEvents told = AttemptEvents.read(store, snapshot.layout(), layout, before);
          if (told.chunks() > before) {
            events.put(layout.folder(), told);
          } else if (attempt.hasEnded()) {
            drained.add(layout.folder());
          }
        }
      }
    }
    return events;
  }

  private int write(
      Connection connection,
      long sequence,
      RunSnapshot snapshot,
      String fingerprint,
      Map<String, AttemptEvents> events)
      throws SQLException {
    int run = new RunWriter(connection, snapshot).write(fingerprint, sequence);
    AttemptWriter attempts = new AttemptWriter(connection, run);
    List<String> folders = new ArrayList<>();
    List<Damage> unreadChunks = new ArrayList<>();
    for (StepSnapshot step : snapshot.steps()) {
      for (AttemptSnapshot attempt : step.attempts()) {
        folders.add(snapshot.layout().attempt(step.name(), attempt.number()).folder());
      }
    }
    attempts.keepOnly(folders);
    for (StepSnapshot step : snapshot.steps()) {
      for (AttemptSnapshot attempt : step.attempts()) {
        String folder = snapshot.layout().attempt(step.name(), attempt.number()).folder();
        int id = attempts.write(folder, step.name(), attempt);
        AttemptEvents told = events.get(folder);
        if (told != null) {
          attempts.add(id, told);
          unreadChunks.addAll(told.damage());
        }
      }
    }
    DamageWriter damage = new DamageWriter(connection, snapshot.layout());
    damage.replaceRecords(snapshot.damage());
    damage.addChunks(unreadChunks);
    return run;
  }

  /** What the end of a run looks like without reading much: its outcome and its attempts. */
  private String fingerprint(RunLayout layout) {
    StringBuilder text = new StringBuilder();
    text.append(store.read(layout.outcome()).map(ContentDigest::sha256).orElse("not ended"));
    for (String step : store.children(layout.folder())) {
      if (!step.startsWith("_")) {
        text.append(' ').append(step).append(store.children(layout.folder() + "/" + step));
      }
    }
    return ContentDigest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
