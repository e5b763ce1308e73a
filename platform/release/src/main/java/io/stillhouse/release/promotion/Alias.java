package io.stillhouse.release.promotion;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A name that one run of an experiment bears at a time: {@code champion}.
 *
 * @param experiment the experiment, a DNS label
 * @param name the alias, a DNS label
 */
public record Alias(String experiment, String name) implements Comparable<Alias> {
  static final String FOLDER = "_promotions";
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException if one is no DNS label
   */
  public Alias {
    check("experiment", experiment);
    check("alias", name);
  }

  private static void check(String what, String label) {
    if (!DNS_LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " '"
              + label
              + "' is no DNS label: 1 to 63 of a-z, 0-9 and '-', not beginning or ending with '-'");
    }
  }

  String folder() {
    return FOLDER + "/" + experiment + "/" + name;
  }

  @Override
  public int compareTo(Alias other) {
    return Comparator.comparing(Alias::experiment).thenComparing(Alias::name).compare(this, other);
  }

  /** {@code digits@champion}. */
  @Override
  public String toString() {
    return experiment + "@" + name;
  }
}
