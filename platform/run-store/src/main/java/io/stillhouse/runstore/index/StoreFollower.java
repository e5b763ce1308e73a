package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoreException;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.database.WriterLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps an index as its store is: finds new runs, follows those at work, and takes out those that
 * are gone. Of several processes with the same index one follows; when it ends another goes on.
 * What fails is told to the log and tried again.
 */
public final class StoreFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFollower.class);
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int ID_TIME_LENGTH = 15;

  /** A folder without a record for so long is no run that is being created. */
  private static final Duration CREATION_TAKES_AT_MOST = Duration.ofHours(1);

  private final RunStore index;
  private final ArtifactStore store;
  private final Optional<RunOwners> owners;
  private final FollowerSettings settings;
  private final Clock clock;
  private final ConcurrentLinkedQueue<RunLayout> wanted = new ConcurrentLinkedQueue<>();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::follow, "store-follower");
  private volatile boolean closed;
  private volatile @Nullable Instant upToDateAt;

  // Of the thread alone.
  private @Nullable WriterLock lock;
  private @Nullable RunIndexer indexer;
  private final LinkedHashSet<RunLayout> toRevisit = new LinkedHashSet<>();
  private final Set<RunLayout> noRuns = new HashSet<>();
  private Instant nextList = Instant.MIN;

  /**
   * A follower; {@link #start} sets it going.
   *
   * @param owners tells who is at work on runs; without it no run counts as interrupted
   */
  public StoreFollower(
      RunStore index,
      ArtifactStore store,
      Optional<RunOwners> owners,
      FollowerSettings settings,
      Clock clock) {
    this.index = index;
    this.store = store;
    this.owners = owners;
    this.settings = settings;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /**
   * Begins to follow, in a thread of its own.
   *
   * @throws IndexException if the index is of another store
   */
  public void start() {
    if (StoreBinding.isOfAnother(index.database(), store)) {
      StoreBinding.bind(index.database(), store);
    }
    upToDateAt = clock.instant();
    thread.start();
  }

  /**
   * How far the index is behind the store: everything that was there so long ago is in the index.
   * It grows while the store or the index cannot be reached. Empty while another process follows.
   */
  public Optional<Duration> lag() {
    Instant then = upToDateAt;
    return then == null ? Optional.empty() : Optional.of(Duration.between(then, clock.instant()));
  }

  /** Has a run looked at now, whatever it was: one that was just created, resumed or deleted. */
  public void look(RunLayout run) {
    wanted.add(run);
    wake.release();
  }

  private void follow() {
    while (!closed) {
      try {
        if (holdsLock()) {
          round();
        }
      } catch (IndexException | StoreException e) {
        LOG.warn("The index is not up to date: {}", e.getMessage());
        forgetAll();
      } catch (RuntimeException e) {
        LOG.error("The index is not up to date.", e);
        forgetAll();
      }
      await();
    }
    forgetAll();
  }

  private void await() {
    try {
      boolean woken = wake.tryAcquire(settings.runsEvery().toMillis(), TimeUnit.MILLISECONDS);
      if (woken) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private boolean holdsLock() {
    if (lock != null && lock.isHeld()) {
      return true;
    }
    forgetAll();
    lock = index.database().tryLock().orElse(null);
    if (lock == null) {
      upToDateAt = null;
      wanted.clear();
      return false;
    }
    if (upToDateAt == null) {
      upToDateAt = clock.instant(); // What it was before is not known.
    }
    StoreBinding.bind(index.database(), store);
    indexer = new RunIndexer(index, store, owners);
    indexer.recall();
    return true;
  }

  /** Another process may have written since: what is known is read again when this one goes on. */
  private void forgetAll() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
    indexer = null;
    toRevisit.clear();
    noRuns.clear();
    nextList = Instant.MIN;
  }

  private void round() {
    for (RunLayout asked = wanted.poll(); asked != null; asked = wanted.poll()) {
      index(asked);
    }
    if (indexer != null) {
      indexer.atWork().forEach(this::index);
    }
    Instant now = clock.instant();
    if (!now.isBefore(nextList)) {
      list(now);
      nextList = now.plus(settings.listEvery());
    }
  }

  private void list(Instant now) {
    RunIndexer writing = indexer;
    if (writing == null) {
      return;
    }
    List<RunLayout> layouts = StoreRuns.layouts(store);
    Set<RunLayout> present = new HashSet<>(layouts);
    for (RunLayout known : Reindex.indexedRuns(index)) {
      if (!present.contains(known)) {
        writing.remove(known);
      }
    }
    noRuns.retainAll(present);
    toRevisit.retainAll(present);
    Set<RunLayout> atWork = writing.atWork();
    for (RunLayout layout : layouts) {
      if (closed) {
        return;
      }
      boolean isNew = !writing.hasEnded(layout) && !atWork.contains(layout);
      if (isNew && (!noRuns.contains(layout) || mayBeCreatedNow(layout, now))) {
        index(layout);
      } else if (!atWork.contains(layout)) {
        toRevisit.add(layout);
      }
    }
    revisit(writing);
    upToDateAt = now;
  }

  /** Looks at some of the runs that have ended, in turn. */
  private void revisit(RunIndexer writing) {
    List<RunLayout> next = toRevisit.stream().limit(settings.revisits()).toList();
    for (RunLayout layout : next) {
      toRevisit.remove(layout);
      if (!writing.isUpToDate(layout)) {
        index(layout);
      }
      toRevisit.add(layout);
    }
  }

  private void index(RunLayout layout) {
    RunIndexer writing = indexer;
    if (writing == null) {
      return;
    }
    MDC.put("run", layout.name());
    try {
      if (writing.index(layout) == RunIndexer.Result.ABSENT) {
        noRuns.add(layout);
      } else {
        noRuns.remove(layout);
      }
    } finally {
      MDC.remove("run");
    }
  }

  private static boolean mayBeCreatedNow(RunLayout layout, Instant now) {
    Instant created =
        LocalDateTime.parse(layout.runId().substring(0, ID_TIME_LENGTH), ID_TIME)
            .toInstant(ZoneOffset.UTC);
    return created.plus(CREATION_TAKES_AT_MOST).isAfter(now);
  }

  /** Ends, after the run that is being read. */
  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
