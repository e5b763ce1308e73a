package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.ArtifactStore;
import java.time.Duration;

/**
 * How closely a store is followed.
 *
 * @param runsEvery how long between two looks at the runs that have not ended
 * @param listEvery how long between two listings of the store's runs
 * @param revisits how many runs that have ended are looked at again with each listing, one after
 *     another: a run may be resumed by any process, and gc takes attempts away
 */
public record FollowerSettings(Duration runsEvery, Duration listEvery, int revisits) {

  /**
   * @throws IllegalArgumentException if a duration is not positive or the number is negative
   */
  public FollowerSettings {
    if (runsEvery.isNegative()
        || runsEvery.isZero()
        || listEvery.isNegative()
        || listEvery.isZero()) {
      throw new IllegalArgumentException("looks have to lie apart");
    }
    if (revisits < 0) {
      throw new IllegalArgumentException(revisits + " runs cannot be looked at");
    }
  }

  /** What fits a store: where every look is a paid request, there are fewer. */
  public static FollowerSettings of(ArtifactStore store) {
    return "file".equals(store.root().getScheme())
        ? new FollowerSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), 20)
        : new FollowerSettings(Duration.ofSeconds(3), Duration.ofSeconds(10), 2);
  }
}
