package io.stillhouse.runstore.curve;

import java.util.Arrays;

/** Gathers points. For one thread. */
public final class CurveBuilder {
  private long[] positions;
  private long[] times;
  private double[] values;
  private int size;

  /** A builder without points, with room for so many at first. */
  public CurveBuilder(int capacity) {
    int room = Math.max(16, capacity);
    positions = new long[room];
    times = new long[room];
    values = new double[room];
  }

  /** Adds a point. */
  public void add(long position, long time, double value) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    positions[size] = position;
    times[size] = time;
    values[size] = value;
    size++;
  }

  /** How many points there are. */
  public int size() {
    return size;
  }

  /** Forgets every point, wherever it stands, whose position is not below this one. */
  public void cutFrom(long position) {
    if (position > Long.MIN_VALUE) {
      keep(Long.MIN_VALUE, position - 1);
    } else {
      size = 0;
    }
  }

  /** Forgets every point, wherever it stands, whose position is outside of these two. */
  public void keep(long first, long last) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (positions[i] >= first && positions[i] <= last) {
        positions[kept] = positions[i];
        times[kept] = times[i];
        values[kept] = values[i];
        kept++;
      }
    }
    size = kept;
  }

  /** The points in the order in which they were added. */
  public CurvePoints build() {
    return new CurvePoints(
        Arrays.copyOf(positions, size), Arrays.copyOf(times, size), Arrays.copyOf(values, size));
  }
}
