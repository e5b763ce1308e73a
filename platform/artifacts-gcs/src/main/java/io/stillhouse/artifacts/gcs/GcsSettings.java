package io.stillhouse.artifacts.gcs;

import io.stillhouse.model.shape.DurationShape;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a store is reached: what the environment says (docs/contracts.md, "The store").
 *
 * @param emulator the address of an emulator, which needs no credentials; the service if empty
 * @param userProject the project that pays for requests, for buckets where the requester pays
 * @param kmsKey the Cloud KMS key that new objects are encrypted with, the bucket's default if
 *     empty
 * @param stallTimeout how long a connection may be silent before its request is given up
 * @param deadline for how long a request that fails for a passing reason is tried again
 * @param cacheFolder where local copies of objects and work directories are made
 */
record GcsSettings(
    Optional<String> emulator,
    Optional<String> userProject,
    Optional<String> kmsKey,
    Duration stallTimeout,
    Duration deadline,
    Path cacheFolder) {

  private static final String EMULATOR = "STORAGE_EMULATOR_HOST";
  private static final String USER_PROJECT = "STILLHOUSE_GCS_USER_PROJECT";
  private static final String KMS_KEY = "STILLHOUSE_GCS_KMS_KEY";
  private static final String STALL_TIMEOUT = "STILLHOUSE_GCS_STALL_TIMEOUT";
  private static final String DEADLINE = "STILLHOUSE_GCS_DEADLINE";
  private static final String CACHE = "STILLHOUSE_CACHE_DIR";

  private static final Duration DEFAULT_STALL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);
  private static final String KMS_PATTERN =
      "projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+";

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming every variable that is wrong
   */
  static GcsSettings of(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Optional<String> emulator = emulator(environment, problems);
    Optional<String> kmsKey = value(environment, KMS_KEY);
    kmsKey
        .filter(key -> !key.matches(KMS_PATTERN))
        .ifPresent(
            key ->
                problems.add(
                    KMS_KEY
                        + " is '"
                        + key
                        + "', not projects/P/locations/L/keyRings/R/cryptoKeys/K"));
    Duration stall = duration(environment, STALL_TIMEOUT, DEFAULT_STALL_TIMEOUT, problems);
    Duration deadline = duration(environment, DEADLINE, DEFAULT_DEADLINE, problems);
    Path cache = cache(environment, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new GcsSettings(
        emulator, value(environment, USER_PROJECT), kmsKey, stall, deadline, cache);
  }

  private static Optional<String> emulator(Map<String, String> environment, List<String> problems) {
    return value(environment, EMULATOR)
        .map(host -> host.contains("://") ? host : "http://" + host)
        .map(host -> host.endsWith("/") ? host.substring(0, host.length() - 1) : host)
        .filter(
            host -> {
              boolean fine = host.matches("https?://[^/?#]+");
              if (!fine) {
                problems.add(EMULATOR + " is '" + host + "', not http://host:port");
              }
              return fine;
            });
  }

  private static Duration duration(
      Map<String, String> environment, String variable, Duration byDefault, List<String> problems) {
    Optional<String> text = value(environment, variable);
    Optional<Duration> duration = text.flatMap(DurationShape::parse);
    if (text.isPresent() && duration.isEmpty()) {
      problems.add(variable + " is '" + text.get() + "', not " + DurationShape.EXPECTED);
    }
    return duration.orElse(byDefault);
  }

  private static Path cache(Map<String, String> environment, List<String> problems) {
    String home = environment.getOrDefault("HOME", "");
    Path byDefault =
        home.isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"), "stillhouse-cache")
            : Path.of(home, ".cache", "stillhouse");
    try {
      return value(environment, CACHE).map(Path::of).orElse(byDefault).toAbsolutePath();
    } catch (InvalidPathException e) {
      problems.add(CACHE + " cannot be a folder: " + e.getMessage());
      return byDefault;
    }
  }

  private static Optional<String> value(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(String::strip)
        .filter(s -> !s.isEmpty());
  }
}
