package io.stillhouse.server.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * The values of a label that people name: the first so many are told apart, all others are {@code
 * other}, so that nobody can fill Prometheus with series. Threads may share it.
 */
final class LabelValues {
  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = new HashSet<>();

  /**
   * @param most how many are told apart, 1 or more
   */
  LabelValues(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a label has one value or more, not " + most);
    }
    this.most = most;
  }

  /** What a value is called in the label. */
  synchronized String of(String value) {
    if (known.contains(value)) {
      return value;
    }
    return known.size() < most && known.add(value) ? value : OTHER;
  }
}
