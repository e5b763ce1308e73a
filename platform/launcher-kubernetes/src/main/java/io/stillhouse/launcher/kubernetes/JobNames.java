package io.stillhouse.launcher.kubernetes;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.launch.AttemptName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of objects in the cluster. They follow from what the object stands for, so that whoever
 * makes it a second time finds the first one; the store belongs to it, as two stores may have runs
 * of the same name.
 */
final class JobNames {
  /** The longest name that fits into a label. */
  private static final int LONGEST = 63;

  private static final int HASH_CHARACTERS = 12;

  private JobNames() {}

  /** The name of the Job of an attempt, a DNS label: {@code teacher-vgg8-1-3f9a0c...}. */
  static String job(URI store, AttemptName attempt) {
    return readable(attempt.step(), "-" + attempt.number() + "-" + hash(store, attempt.toString()));
  }

  /** The name of the ConfigMap that owns all Jobs of a run, a DNS label. */
  static String owner(URI store, RunLayout run) {
    return readable("run-" + run.pipeline(), "-" + hash(store, run.folder()));
  }

  /** The name of the Job that takes a run to its end, a DNS label. */
  static String controller(URI store, RunLayout run) {
    return readable("controller-" + run.pipeline(), "-" + hash(store, run.folder()));
  }

  private static String readable(String text, String end) {
    String kept = text.substring(0, Math.min(text.length(), LONGEST - end.length()));
    return kept + end;
  }

  private static String hash(URI store, String folder) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((store + "\n" + folder).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
