package io.stillhouse.launcher.kubernetes;

import java.time.Duration;

/**
 * How fast a launcher loses its patience.
 *
 * @param retries for how long a request is tried again while the API server is away
 * @param opening for how long when the launcher is opened, before anything depends on it
 * @param shortPatience how long to wait for what seldom changes: a missing image, a missing Secret
 * @param survey how often to look into Jobs without pods and pods that do not go away
 * @param resync how often to compare everything, in case the watch missed something
 */
record Pace(
    Duration retries, Duration opening, Duration shortPatience, Duration survey, Duration resync) {
  /** As users have it. */
  static final Pace STANDARD =
      new Pace(
          Duration.ofMinutes(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofMinutes(2));
}
