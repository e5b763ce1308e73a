package io.stillhouse.cli.sweep;

import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.model.shape.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What sweeps are called. */
public final class SweepName {
  private static final int DIGITS = 8;
  private static final int LONGEST = 63;

  private SweepName() {}

  /**
   * The name of a sweep that nobody named: the pipeline's, and a digest of the definition's text,
   * of what is set for all runs and of which parameters differ. The same question has the same
   * name, so that asking again goes on, and further values of an axis join those that are there.
   */
  public static String of(SweepPlan plan) {
    List<String> parts = new ArrayList<>();
    parts.add(plan.definition().source().content());
    plan.fixed().forEach((name, value) -> parts.add(name + "=" + value.canonicalText()));
    parts.add(plan.matrix().seeds().orElse(""));
    plan.matrix().parameters().stream().sorted().forEach(parts::add);
    String digest = sha256(String.join("\0", parts)).substring(0, DIGITS);
    String pipeline = plan.definition().name();
    String clipped = pipeline.substring(0, Math.min(pipeline.length(), LONGEST - DIGITS - 1));
    return clipped + "-" + digest;
  }

  /**
   * A name that a user gave.
   *
   * @throws CliException if it is no DNS label
   */
  public static String checked(String name) {
    if (!Form.DNS_LABEL.matches(name)) {
      throw new CliException(
          CliExit.INVALID, "A sweep's name is " + Form.DNS_LABEL.words() + ", not '" + name + "'.");
    }
    return name;
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
