package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.curve.CurveBuilder;
import io.stillhouse.runstore.curve.CurvePoints;
import io.stillhouse.runstore.curve.PackedPoints;
import io.stillhouse.runstore.curve.Thinning;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.Curve;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.CurveSummary;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads curves: those of a step's own attempts, or of the attempt that it was served from. */
final class CurveReader {

  private static final String SELECTED =
      "SELECT s.run_id, s.position, s.name AS step, c.name, c.id, c.points, c.last_position,"
          + " c.last_value FROM step s";

  /** A curve of a step, whatever attempts told it. Sorted by run as asked for, step and name. */
  private record Key(int rank, int position, String step, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byRun = Integer.compare(rank, other.rank);
      int byStep = byRun != 0 ? byRun : Integer.compare(position, other.position);
      return byStep != 0 ? byStep : name.compareTo(other.name);
    }
  }

  /** The curve of one attempt. */
  private record Part(Key key, int id, long points, long lastPosition, double lastValue) {}

  private final Connection connection;
  private final List<RunLayout> runs;
  private final Map<Integer, Integer> ranks = new HashMap<>();

  CurveReader(Connection connection, List<RunLayout> runs) throws SQLException {
    this.connection = connection;
    this.runs = runs;
    Map<String, Integer> ids =
        RunLister.ids(connection, runs.stream().map(RunReferences::name).toList());
    for (int i = 0; i < runs.size(); i++) {
      Integer id = ids.get(RunReferences.name(runs.get(i)));
      if (id != null) {
        ranks.putIfAbsent(id, i);
      }
    }
  }

  /** What curves there are. */
  List<CurveSummary> names() throws SQLException {
    Map<Key, CurveSummary> summaries = new TreeMap<>();
    for (Part part : parts(List.of(), List.of())) {
      summaries.merge(
          part.key(),
          new CurveSummary(
              runs.get(part.key().rank()),
              part.key().step(),
              part.key().name(),
              part.points(),
              part.lastPosition(),
              part.lastValue()),
          (earlier, later) ->
              new CurveSummary(
                  later.run(),
                  later.step(),
                  later.name(),
                  earlier.points() + later.points(),
                  later.lastPosition(),
                  later.lastValue()));
    }
    return List.copyOf(summaries.values());
  }

  /** The points. */
  List<Curve> read(CurveQuery query) throws SQLException {
    Map<Key, List<Integer>> curves = new TreeMap<>();
    for (Part part : parts(query.steps(), query.names())) {
      curves.computeIfAbsent(part.key(), key -> new ArrayList<>()).add(part.id());
    }
    Map<Integer, CurveBuilder> points =
        points(curves.values().stream().flatMap(List::stream).toList(), query);
    List<Curve> read = new ArrayList<>();
    curves.forEach(
        (key, ids) -> {
          CurvePoints all = joined(ids, points);
          read.add(
              new Curve(
                  runs.get(key.rank()),
                  key.step(),
                  key.name(),
                  Thinning.thin(all, query.maximumPoints()),
                  all.size()));
        });
    return read;
  }

  /** A later attempt goes on from a checkpoint: what earlier ones told beyond it has not been. */
  private static CurvePoints joined(List<Integer> attempts, Map<Integer, CurveBuilder> points) {
    CurveBuilder whole = new CurveBuilder(0);
    for (Integer attempt : attempts) {
      CurveBuilder part = points.get(attempt);
      if (part != null && part.size() > 0) {
        CurvePoints told = part.build();
        if (whole.size() > 0) {
          whole.cutFrom(told.position(0));
        }
        for (int i = 0; i < told.size(); i++) {
          whole.add(told.position(i), told.time(i), told.value(i));
        }
      }
    }
    return whole.build();
  }

  private List<Part> parts(Collection<String> steps, Collection<String> names) throws SQLException {
    Sql own =
        new Sql(
                SELECTED
                    + " JOIN attempt a ON a.run_id = s.run_id AND a.step = s.name"
                    + " JOIN curve c ON c.attempt_id = a.id WHERE s.run_id IN ")
            .addList(ranks.keySet());
    restrict(own, steps, names);
    List<Part> parts = new ArrayList<>(Rows.query(connection, ordered(own), this::part));
    // What the attempt that served the step went on from belongs to it.
    Sql served =
        new Sql(
                SELECTED
                    + " JOIN run o ON o.name = s.served_run"
                    + " JOIN attempt a ON a.run_id = o.id AND a.step = s.served_step"
                    + " AND a.number <= s.served_attempt"
                    + " JOIN curve c ON c.attempt_id = a.id WHERE s.run_id IN ")
            .addList(ranks.keySet());
    restrict(served, steps, names);
    parts.addAll(Rows.query(connection, ordered(served), this::part));
    return parts;
  }

  private static void restrict(Sql sql, Collection<String> steps, Collection<String> names) {
    if (!steps.isEmpty()) {
      sql.add(" AND s.name IN ").addList(steps);
    }
    if (!names.isEmpty()) {
      sql.add(" AND c.name IN ").addList(names);
    }
  }

  private static Sql ordered(Sql sql) {
    return sql.add(" ORDER BY s.run_id, s.position, a.number, c.name");
  }

  private Part part(ResultSet row) throws SQLException {
    Integer rank = ranks.get(row.getInt("run_id"));
    return new Part(
        new Key(
            rank == null ? 0 : rank,
            row.getInt("position"),
            row.getString("step"),
            row.getString("name")),
        row.getInt("id"),
        row.getLong("points"),
        row.getLong("last_position"),
        Double.longBitsToDouble(row.getLong("last_value")));
  }

  private Map<Integer, CurveBuilder> points(List<Integer> ids, CurveQuery query)
      throws SQLException {
    Map<Integer, CurveBuilder> points = new HashMap<>();
    Rows.query(
        connection,
        new Sql("SELECT curve_id, count, points FROM curve_block WHERE curve_id IN ")
            .addList(ids)
            .add(
                " AND last_position >= ? AND first_position <= ? ORDER BY curve_id, number",
                query.firstPosition(),
                query.lastPosition()),
        row -> {
          CurveBuilder curve =
              points.computeIfAbsent(row.getInt("curve_id"), id -> new CurveBuilder(0));
          PackedPoints.unpack(row.getBytes("points"), curve);
          return curve;
        });
    points.values().forEach(curve -> curve.keep(query.firstPosition(), query.lastPosition()));
    return points;
  }
}
