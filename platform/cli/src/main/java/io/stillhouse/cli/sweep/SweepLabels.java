package io.stillhouse.cli.sweep;

import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.model.sweep.SweepPoint;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** The labels by which the runs of a sweep are found and told apart. */
public final class SweepLabels {
  /** Names the sweep. */
  public static final String SWEEP = "sweep";

  private static final int LONGEST = 63;

  private SweepLabels() {}

  /**
   * The labels of a run.
   *
   * @param labels the user's
   * @throws CliException if the user gives one that belongs to the sweep
   */
  static Map<String, String> of(String sweep, SweepPoint point, Map<String, String> labels) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put(SWEEP, sweep);
    point.parameters().forEach((name, value) -> own.put(name, text(value)));
    for (String name : labels.keySet()) {
      if (own.containsKey(name)) {
        throw new CliException(
            CliExit.INVALID, "The label " + name + " is the sweep's own: choose another.");
      }
    }
    own.putAll(labels);
    return own;
  }

  /** A value in the form of a Kubernetes label's, which has no brackets, quotes or signs. */
  static String text(Value value) {
    String text = SweepPoint.text(value).replaceAll("[^A-Za-z0-9_.-]+", "-");
    String begun = text.replaceAll("^[-_.]+", "");
    String clipped = begun.substring(0, Math.min(begun.length(), LONGEST));
    return clipped.replaceAll("[-_.]+$", "");
  }
}
