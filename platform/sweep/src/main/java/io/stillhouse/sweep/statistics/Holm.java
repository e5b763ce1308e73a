package io.stillhouse.sweep.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holm's step-down correction: of several comparisons, the chance that any one is called different
 * though none is, stays at the level that is asked for (S. Holm, A simple sequentially rejective
 * multiple test procedure, Scandinavian Journal of Statistics 6, 1979).
 */
public final class Holm {
  private Holm() {}

  /** The corrected probabilities, in the same order: to be held against the level themselves. */
  public static List<Double> corrected(List<Double> probabilities) {
    int comparisons = probabilities.size();
    List<Integer> ascending = new ArrayList<>();
    for (int i = 0; i < comparisons; i++) {
      ascending.add(i);
    }
    ascending.sort(Comparator.comparing(probabilities::get));
    List<Double> corrected = new ArrayList<>(probabilities);
    double greatest = 0;
    for (int rank = 0; rank < comparisons; rank++) {
      int index = ascending.get(rank);
      greatest = Math.max(greatest, (comparisons - rank) * probabilities.get(index));
      corrected.set(index, Math.min(1, greatest));
    }
    return corrected;
  }
}
