package io.stillhouse.runstore;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.Database;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.filter.FilterException;
import io.stillhouse.runstore.view.Changes;
import io.stillhouse.runstore.view.Curve;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.CurveSummary;
import io.stillhouse.runstore.view.Damage;
import io.stillhouse.runstore.view.GroupSummary;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * An index of the runs of one store: answers quickly what the store itself could only answer by
 * reading every run. The store is the truth: the index is filled by {@code
 * io.stillhouse.runstore.index}, and no run ever needs it.
 *
 * <p>Threads may share it. Every method sees one state of the index, and throws {@link
 * IndexException} when the database fails.
 */
public final class RunStore implements AutoCloseable {
  private static final int MOST_DETAILS = 100;

  private final Database database;

  private RunStore(Database database) {
    this.database = database;
  }

  /**
   * Opens an index, and creates it if there is none.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE?user=...}
   * @throws IndexException if it cannot be reached, or was written by a newer program
   */
  public static RunStore open(String url) {
    return new RunStore(Database.open(url));
  }

  /** Opens the index in a file, and creates it if there is none. */
  public static RunStore open(Path file) {
    return open("jdbc:sqlite:" + file.toAbsolutePath());
  }

  /** The database, for what fills it. */
  public Database database() {
    return database;
  }

  /**
   * A page of runs.
   *
   * @throws FilterException if the filter, the order or a column cannot be understood
   * @throws InvalidPageTokenException if the token was not given for this filter and order
   */
  public RunPage list(RunQuery query) {
    return database.read(connection -> RunLister.list(connection, query));
  }

  /**
   * How many runs match a filter.
   *
   * @throws FilterException if it cannot be understood
   */
  public long count(String filter) {
    return count(RunScope.ALL, filter);
  }

  /**
   * How many of some runs match a filter.
   *
   * @throws FilterException if it cannot be understood
   */
  public long count(RunScope scope, String filter) {
    return database.read(connection -> RunLister.count(connection, scope, filter));
  }

  /** A run, unless the index has none of that name. */
  public Optional<RunDetails> run(RunLayout run) {
    return details(List.of(run)).stream().findFirst();
  }

  /**
   * Some runs, side by side, in the order asked for; those that the index does not have are left
   * out.
   *
   * @param runs at most 100
   */
  public List<RunDetails> details(List<RunLayout> runs) {
    if (runs.size() > MOST_DETAILS) {
      throw new IllegalArgumentException(
          "at most " + MOST_DETAILS + " runs side by side, not " + runs.size());
    }
    return database.read(connection -> RunDetailsReader.read(connection, runs));
  }

  /** What curves some runs have, in the order of the runs, their steps and the names. */
  public List<CurveSummary> curveNames(List<RunLayout> runs) {
    return database.read(connection -> new CurveReader(connection, runs).names());
  }

  /** Curves of some runs, in the order of the runs, their steps and the names. */
  public List<Curve> curves(CurveQuery query) {
    return database.read(connection -> new CurveReader(connection, query.runs()).read(query));
  }

  /**
   * Where an artifact comes from, or what was made of it.
   *
   * @param path the artifact's path in the store
   * @param generations how many attempts away to look at most, 1 to 100
   * @return nothing at all if the index knows no such artifact
   */
  public Lineage lineage(String path, Lineage.Direction direction, int generations) {
    if (generations < 1 || generations > 100) {
      throw new IllegalArgumentException("1 to 100 generations, not " + generations);
    }
    return database.read(
        connection -> new LineageReader(connection, direction).read(path, generations));
  }

  /** Every experiment, the one with the newest run first. */
  public List<GroupSummary> experiments() {
    return database.read(GroupReader::experiments);
  }

  /** Every pipeline that has runs, the one with the newest run first. */
  public List<GroupSummary> pipelines() {
    return database.read(GroupReader::pipelines);
  }

  /** The names of all metrics of runs. */
  public SortedSet<String> metricNames() {
    return names("metric");
  }

  /** The names of all parameters of runs. */
  public SortedSet<String> parameterNames() {
    return names("parameter");
  }

  /** The names of all labels of runs. */
  public SortedSet<String> labelNames() {
    return names("label");
  }

  private SortedSet<String> names(String table) {
    return database.read(connection -> new UnknownNames(connection).names(table));
  }

  /** The values of a label, with how many runs have each. */
  public SortedMap<String, Long> labelValues(String label) {
    return database.read(
        connection -> {
          SortedMap<String, Long> values = new TreeMap<>();
          Rows.query(
              connection,
              new Sql(
                  "SELECT value, COUNT(*) AS runs FROM label WHERE name = ? GROUP BY value", label),
              row -> values.put(row.getString("value"), row.getLong("runs")));
          return values;
        });
  }

  /** Every record that could not be read, by run and key. */
  public List<Damage> damage() {
    return database.read(
        connection ->
            Rows.query(
                connection,
                new Sql("SELECT run, object_key, message FROM damage ORDER BY run, object_key"),
                RunReferences::damage));
  }

  /** A cursor that stands behind everything that has changed so far. */
  public String cursor() {
    return database.read(ChangeReader::cursor);
  }

  /**
   * What has changed since a cursor. A watcher takes a cursor, reads what it wants to show, and
   * then asks for changes again and again, each time with the cursor of the answer.
   *
   * @param limit how many runs at most, 1 or more
   */
  public Changes changes(String cursor, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least one change, not " + limit);
    }
    return database.read(connection -> ChangeReader.since(connection, cursor, limit));
  }

  @Override
  public void close() {
    database.close();
  }
}
