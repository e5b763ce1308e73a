package io.stillhouse.launcher.docker;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.AttemptName;
import io.stillhouse.launch.LaunchRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the container of an attempt is called and marked: the same whoever launches it. */
final class ContainerIdentity {
  static final String ATTEMPT = "io.stillhouse.attempt";
  static final String STORE = "io.stillhouse.store";
  static final String RUN = "io.stillhouse.run";
  static final String TOMBSTONE = "io.stillhouse.tombstone";
  static final String GPUS = "io.stillhouse.gpus";

  private static final int LONGEST_PART = 40;
  private static final int HASH_CHARACTERS = 16;

  private ContainerIdentity() {}

  /**
   * The name: readable, and told apart from the same attempt of another store by the beginning of a
   * SHA-256.
   */
  static String name(URI store, AttemptName attempt) {
    return String.join(
        "-",
        "stillhouse",
        shortened(attempt.run().pipeline()),
        shortened(attempt.step()),
        Integer.toString(attempt.number()),
        hash(store + "\n" + attempt));
  }

  /** What every container of a run is marked with. */
  static Map<String, String> ofRun(URI store, RunLayout run) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(STORE, store.toString());
    labels.put(RUN, run.name());
    return labels;
  }

  /** What the container of an attempt is marked with. */
  static Map<String, String> of(LaunchRequest request) {
    AttemptName attempt = request.attempt();
    Map<String, String> labels = new LinkedHashMap<>();
    request.labels().forEach((name, value) -> labels.put("io.stillhouse.label." + name, value));
    labels.putAll(ofRun(request.store(), attempt.run()));
    labels.put(ATTEMPT, attempt.toString());
    labels.put("io.stillhouse.step", attempt.step());
    labels.put("io.stillhouse.component", request.component().name());
    return labels;
  }

  /** Whether labels are those of this attempt's container, or of its tombstone. */
  static boolean matches(Map<String, String> labels, LaunchRequest request) {
    return request.attempt().toString().equals(labels.get(ATTEMPT))
        && request.store().toString().equals(labels.get(STORE));
  }

  private static String shortened(String part) {
    return part.length() <= LONGEST_PART ? part : part.substring(0, LONGEST_PART);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
