package io.stillhouse.runstore.curve;

import java.util.Arrays;

/** Points of a curve in the order in which they are drawn. Cannot change. */
public final class CurvePoints {
  private final long[] positions;
  private final long[] times;
  private final double[] values;

  /**
   * Copies the points.
   *
   * @param positions where on the curve, as the step counts
   * @param times when each was told, in milliseconds since 1970 (UTC)
   * @param values the values; NaN and infinities are possible
   * @throws IllegalArgumentException if the lengths differ
   */
  public CurvePoints(long[] positions, long[] times, double[] values) {
    if (positions.length != times.length || positions.length != values.length) {
      throw new IllegalArgumentException(
          positions.length
              + " positions, "
              + times.length
              + " times and "
              + values.length
              + " values are not one curve");
    }
    this.positions = positions.clone();
    this.times = times.clone();
    this.values = values.clone();
  }

  /** How many points there are. */
  public int size() {
    return positions.length;
  }

  /** Where a point lies on the curve. */
  public long position(int index) {
    return positions[index];
  }

  /** When a point was told, in milliseconds since 1970 (UTC). */
  public long time(int index) {
    return times[index];
  }

  /** The value of a point. */
  public double value(int index) {
    return values[index];
  }

  /** The points with these indexes. */
  CurvePoints select(int[] indexes) {
    CurveBuilder selected = new CurveBuilder(indexes.length);
    for (int index : indexes) {
      selected.add(positions[index], times[index], values[index]);
    }
    return selected.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurvePoints points
        && Arrays.equals(positions, points.positions)
        && Arrays.equals(times, points.times)
        && Arrays.equals(values, points.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positions) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return size()
        + " points "
        + Arrays.toString(positions)
        + " "
        + Arrays.toString(times)
        + " "
        + Arrays.toString(values);
  }
}
