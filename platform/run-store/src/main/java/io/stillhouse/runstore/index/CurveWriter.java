package io.stillhouse.runstore.index;

import io.stillhouse.runstore.curve.CurveBuilder;
import io.stillhouse.runstore.curve.CurvePoints;
import io.stillhouse.runstore.curve.PackedPoints;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds points to curves. Only the last block of a curve ever changes, and blocks are filled to the
 * same size however the points came, so a curve that was followed is stored as one that was read at
 * once.
 */
final class CurveWriter {
  private static final int BLOCK = 1024;

  /** A curve as it is stored. */
  private record Stored(int id, long points, long lastPosition) {}

  private final Connection connection;
  private final int attempt;

  CurveWriter(Connection connection, int attempt) {
    this.connection = connection;
    this.attempt = attempt;
  }

  void append(String name, CurvePoints points) throws SQLException {
    if (points.size() == 0) {
      return;
    }
    Optional<Stored> known =
        Rows.first(
            connection,
            new Sql(
                "SELECT id, points, last_position FROM curve WHERE attempt_id = ? AND name = ?",
                attempt,
                name),
            row ->
                new Stored(row.getInt("id"), row.getLong("points"), row.getLong("last_position")));
    long before = known.map(Stored::points).orElse(0L);
    long greatest = known.map(Stored::lastPosition).orElse(Long.MIN_VALUE);
    for (int i = 0; i < points.size(); i++) {
      greatest = Math.max(greatest, points.position(i));
    }
    long lastValue = Double.doubleToLongBits(points.value(points.size() - 1));
    int id;
    if (known.isPresent()) {
      id = known.get().id();
      Rows.update(
          connection,
          new Sql(
              "UPDATE curve SET points = ?, last_position = ?, last_value = ? WHERE id = ?",
              before + points.size(),
              greatest,
              lastValue,
              id));
    } else {
      id = Rows.newId(connection, "curve");
      List<@Nullable Object[]> rows = new ArrayList<>();
      rows.add(new Object[] {id, attempt, name, (long) points.size(), greatest, lastValue});
      Rows.insert(
          connection, "curve", "id, attempt_id, name, points, last_position, last_value", rows);
    }
    blocks(id, (int) (before / BLOCK), (int) (before % BLOCK), points);
  }

  private void blocks(int curve, int first, int filled, CurvePoints points) throws SQLException {
    CurveBuilder block = new CurveBuilder(BLOCK);
    int number = first;
    if (filled > 0) {
      Rows.query(
          connection,
          new Sql(
              "SELECT points FROM curve_block WHERE curve_id = ? AND number = ?", curve, number),
          row -> {
            PackedPoints.unpack(row.getBytes("points"), block);
            return block;
          });
      Rows.update(
          connection,
          new Sql("DELETE FROM curve_block WHERE curve_id = ? AND number = ?", curve, number));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    CurveBuilder open = block;
    for (int i = 0; i < points.size(); i++) {
      open.add(points.position(i), points.time(i), points.value(i));
      if (open.size() == BLOCK) {
        rows.add(row(curve, number++, open.build()));
        open = new CurveBuilder(BLOCK);
      }
    }
    if (open.size() > 0) {
      rows.add(row(curve, number, open.build()));
    }
    Rows.insert(
        connection,
        "curve_block",
        "curve_id, number, count, first_position, last_position, points",
        rows);
  }

  private static @Nullable Object[] row(int curve, int number, CurvePoints points) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < points.size(); i++) {
      least = Math.min(least, points.position(i));
      greatest = Math.max(greatest, points.position(i));
    }
    return new Object[] {curve, number, points.size(), least, greatest, PackedPoints.pack(points)};
  }
}
