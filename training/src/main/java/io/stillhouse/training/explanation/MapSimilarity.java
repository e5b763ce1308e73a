package io.stillhouse.training.explanation;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How alike two maps of one image are. */
public final class MapSimilarity {
  private MapSimilarity() {}

  /** Pearson's correlation over the pixels, -1 to 1; NaN where one of the maps is constant. */
  public static double correlation(SaliencyMap first, SaliencyMap second) {
    float[] a = first.values();
    float[] b = same(first, second).values();
    double meanA = mean(a);
    double meanB = mean(b);
    double covariance = 0;
    double varianceA = 0;
    double varianceB = 0;
    for (int i = 0; i < a.length; i++) {
      covariance += (a[i] - meanA) * (b[i] - meanB);
      varianceA += (a[i] - meanA) * (a[i] - meanA);
      varianceB += (b[i] - meanB) * (b[i] - meanB);
    }
    return varianceA == 0 || varianceB == 0
        ? Double.NaN
        : covariance / Math.sqrt(varianceA * varianceB);
  }

  /**
   * Intersection over union of the pixels with the largest values, 0 to 1; NaN where one of the
   * maps is zero everywhere.
   *
   * @param share of all pixels that each map brings, 0 to 1; fewer where it has more zeros
   */
  public static double overlap(SaliencyMap first, SaliencyMap second, double share) {
    BitSet a = largest(first, share);
    BitSet b = largest(same(first, second), share);
    if (a.isEmpty() || b.isEmpty()) {
      return Double.NaN;
    }
    BitSet both = (BitSet) a.clone();
    both.and(b);
    a.or(b);
    return (double) both.cardinality() / a.cardinality();
  }

  private static BitSet largest(SaliencyMap map, double share) {
    BitSet chosen = new BitSet();
    IntStream.range(0, map.values().length)
        .filter(pixel -> map.values()[pixel] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(pixel -> -map.values()[pixel]))
        .limit(Math.round(share * map.values().length))
        .forEach(chosen::set);
    return chosen;
  }

  private static SaliencyMap same(SaliencyMap first, SaliencyMap second) {
    if (first.height() != second.height() || first.width() != second.width()) {
      throw new IllegalArgumentException("the maps are of different sizes");
    }
    return second;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
