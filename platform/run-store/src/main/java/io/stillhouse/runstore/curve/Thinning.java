package io.stillhouse.runstore.curve;

import java.util.Set;
import java.util.TreeSet;

/**
 * Leaves out points so that a picture of the rest looks the same: of each of many equal stretches
 * of the curve the smallest and the greatest value stay, so no spike is lost, and the first and the
 * last point stay. Where a stretch has values that are not finite, one of them stays as well: a
 * training that diverged must be seen to.
 *
 * <p>Keeping the extremes of every pixel column draws a line chart without error: Jugel et al.,
 * "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10), 2014, of which this is
 * the part that a picture with more columns than stretches needs.
 */
public final class Thinning {

  private Thinning() {}

  /**
   * At most so many of the points, in their order.
   *
   * @param maximum 8 or more
   */
  public static CurvePoints thin(CurvePoints points, int maximum) {
    if (maximum < 8) {
      throw new IllegalArgumentException("a curve needs 8 points or more, not " + maximum);
    }
    if (points.size() <= maximum) {
      return points;
    }
    int perStretch = hasOnlyFinite(points) ? 2 : 3;
    int stretches = (maximum - 2) / perStretch;
    TreeSet<Integer> kept = new TreeSet<>();
    kept.add(0);
    kept.add(points.size() - 1);
    for (int stretch = 0; stretch < stretches; stretch++) {
      int from = (int) ((long) points.size() * stretch / stretches);
      int to = (int) ((long) points.size() * (stretch + 1) / stretches);
      keepExtremes(points, from, to, kept);
    }
    return points.select(kept.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void keepExtremes(CurvePoints points, int from, int to, Set<Integer> kept) {
    int least = -1;
    int greatest = -1;
    int notFinite = -1;
    for (int i = from; i < to; i++) {
      double value = points.value(i);
      if (!Double.isFinite(value)) {
        notFinite = notFinite < 0 ? i : notFinite;
      } else {
        least = least < 0 || value < points.value(least) ? i : least;
        greatest = greatest < 0 || value > points.value(greatest) ? i : greatest;
      }
    }
    for (int index : new int[] {least, greatest, notFinite}) {
      if (index >= 0) {
        kept.add(index);
      }
    }
  }

  private static boolean hasOnlyFinite(CurvePoints points) {
    for (int i = 0; i < points.size(); i++) {
      if (!Double.isFinite(points.value(i))) {
        return false;
      }
    }
    return true;
  }
}
