package io.stillhouse.orchestrator.ownership;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ObjectKeys;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ownership in a store that several machines share, made of nothing but create-if-absent.
 *
 * <p>A lease is a series of numbered objects. Whoever creates the next number is the owner, which
 * of any number of contenders exactly one does; the owner alone renews its object. A contender may
 * create the next number when the owner has released its object, or when the object was seen
 * unchanged for {@link Timing#takeover} by the contender's own clock: clocks of two machines are
 * never compared. No object is ever deleted: a contender that slept could create its number anew,
 * and an owner that slept would not find its successor.
 */
final class Leases implements Ownership {
  private static final String GC = "_gc/lease";
  private static final String TRIGGERS = "_triggers/lease";
  private static final Pattern NUMBERED = Pattern.compile(".*/([0-9]{8})\\.json");

  private final ArtifactStore store;
  private final Timing timing;

  /**
   * How patient leases are.
   *
   * @param renewal the time between two renewals
   * @param takeover how long a lease must have been seen unchanged before it is taken
   */
  record Timing(Duration renewal, Duration takeover) {
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(5), Duration.ofSeconds(20));

    Timing {
      if (takeover.compareTo(renewal.multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "a lease must miss more than one renewal before it is taken: " + renewal + takeover);
      }
    }
  }

  /** A lease as it was read. */
  private record Seen(long number, Lease lease) {}

  Leases(ArtifactStore store, Timing timing) {
    this.store = store;
    this.timing = timing;
  }

  @Override
  public Optional<Held> tryOwn(RunLayout run) {
    return tryTake(folder(run));
  }

  @Override
  public Optional<String> owner(RunLayout run) {
    return holder(folder(run));
  }

  @Override
  public boolean isFree(RunLayout run) {
    return isFree(folder(run));
  }

  @Override
  public Optional<Instant> lastHeard(RunLayout run) {
    return last(folder(run)).map(seen -> Times.fromProto(seen.lease().getRenewTime()));
  }

  @Override
  public Optional<Held> tryOwnDeletion() {
    return tryTake(GC);
  }

  @Override
  public boolean isDeletionFree() {
    return isFree(GC);
  }

  @Override
  public Optional<String> deleter() {
    return holder(GC);
  }

  @Override
  public Optional<Held> tryOwnTriggers() {
    return tryTake(TRIGGERS);
  }

  static String key(String folder, long number) {
    return ObjectKeys.check(folder + "/" + String.format(Locale.ROOT, "%08d", number) + ".json");
  }

  private Optional<Held> tryTake(String folder) {
    Optional<Seen> last = last(folder);
    if (last.isPresent() && !isFree(folder, last.get())) {
      return Optional.empty();
    }
    long number = last.map(Seen::number).orElse(0L) + 1;
    Lease lease = LeaseHolder.thisProcess(Instant.now());
    if (!store.create(key(folder, number), ProtoJson.write(lease))) {
      return Optional.empty();
    }
    return Optional.of(new HeldLease(store, folder, number, lease, timing.renewal()));
  }

  /**
   * Releases a lease whose holder is gone, so that nobody has to find that out again. When the
   * holder was heard of stays as it was.
   */
  private boolean isFree(String folder) {
    Optional<Seen> last = last(folder);
    if (last.isEmpty() || last.get().lease().getReleased()) {
      return true;
    }
    Seen seen = last.get();
    return isFree(folder, seen)
        && store.create(
            key(folder, seen.number() + 1),
            ProtoJson.write(seen.lease().toBuilder().setReleased(true)));
  }

  /** Watches a lease until it is clear whether its holder is gone. */
  private boolean isFree(String folder, Seen seen) {
    if (seen.lease().getReleased()) {
      return true;
    }
    Optional<Boolean> alive = LeaseHolder.isAlive(seen.lease());
    if (alive.isPresent()) {
      return !alive.get();
    }
    long deadline = System.nanoTime() + timing.takeover().toNanos();
    while (System.nanoTime() < deadline) {
      try {
        Thread.sleep(Math.max(1, timing.renewal().toMillis() / 5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      Optional<Seen> now = last(folder);
      if (now.isEmpty() || now.get().lease().getReleased()) {
        return now.isEmpty() || now.get().number() == seen.number();
      }
      if (!now.get().equals(seen)) {
        return false;
      }
    }
    return true;
  }

  /** For a person; whether a run may be taken over is found out by watching. */
  private Optional<String> holder(String folder) {
    return last(folder)
        .map(Seen::lease)
        .filter(lease -> !lease.getReleased())
        .filter(
            lease ->
                LeaseHolder.isAlive(lease)
                    .orElseGet(
                        () ->
                            Times.fromProto(lease.getRenewTime())
                                .plus(timing.takeover())
                                .isAfter(Instant.now())))
        .map(Lease::getHolder);
  }

  private Optional<Seen> last(String folder) {
    List<StoredObject> leases = store.list(folder);
    for (int i = leases.size() - 1; i >= 0; i--) {
      Matcher matcher = NUMBERED.matcher(leases.get(i).key());
      if (matcher.matches()) {
        long number = Long.parseLong(matcher.group(1));
        Optional<Lease> lease =
            ProtoJson.read(store, leases.get(i).key(), Lease.getDefaultInstance());
        if (lease.isPresent()) {
          return Optional.of(new Seen(number, lease.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static String folder(RunLayout run) {
    return run.folder() + "/_lease";
  }
}
