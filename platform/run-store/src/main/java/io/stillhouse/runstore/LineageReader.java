package io.stillhouse.runstore;

import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.Lineage.Direction;
import io.stillhouse.runstore.view.Lineage.Link;
import io.stillhouse.runstore.view.Lineage.Role;
import io.stillhouse.runstore.view.Lineage.StepName;
import io.stillhouse.runstore.view.Lineage.StepNode;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows artifacts from attempt to attempt, one query a generation. An artifact belongs to the
 * attempt in whose folder it lies, whatever runs were served it from the cache.
 */
final class LineageReader {
  private static final int MOST_ARTIFACTS = 2000;

  /** An output or an input of an attempt. */
  private record Port(String folder, String name, ArtifactReference artifact) {}

  private final Connection connection;
  private final Direction direction;
  private final Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
  private final Set<String> folders = new LinkedHashSet<>();
  private final Set<Link> links = new LinkedHashSet<>();

  LineageReader(Connection connection, Direction direction) {
    this.connection = connection;
    this.direction = direction;
  }

  Lineage read(String path, int generations) throws SQLException {
    Set<String> next = new LinkedHashSet<>(Set.of(path));
    boolean complete = false;
    for (int generation = 0; generation < generations && !complete; generation++) {
      next =
          direction == Direction.UPSTREAM
              ? inputsOf(producers(next))
              : outputsOf(consumers(next, generation));
      complete = next.isEmpty();
      if (artifacts.size() > MOST_ARTIFACTS) {
        break;
      }
    }
    return new Lineage(described(path), nodes(), List.copyOf(links), complete);
  }

  /** The attempts that wrote these artifacts. */
  private Set<String> producers(Set<String> paths) throws SQLException {
    Set<String> producing = new LinkedHashSet<>();
    for (Port port : outputs(new Sql("path IN ").addList(paths))) {
      meet(port, Role.OUTPUT);
      if (folders.add(port.folder())) {
        producing.add(port.folder());
      }
    }
    return producing;
  }

  private Set<String> inputsOf(Set<String> attempts) throws SQLException {
    Set<String> fresh = new LinkedHashSet<>();
    for (Port port : inputs(new Sql("a.folder IN ").addList(attempts))) {
      boolean isNew = !artifacts.containsKey(port.artifact().getPath());
      meet(port, Role.INPUT);
      if (isNew) {
        fresh.add(port.artifact().getPath());
      }
    }
    return fresh;
  }

  /** The attempts that read these artifacts. */
  private Set<String> consumers(Set<String> paths, int generation) throws SQLException {
    if (generation == 0) {
      for (Port port : outputs(new Sql("path IN ").addList(paths))) {
        meet(port, Role.OUTPUT);
        folders.add(port.folder());
      }
    }
    Set<String> consuming = new LinkedHashSet<>();
    for (Port port : inputs(new Sql("i.path IN ").addList(paths))) {
      meet(port, Role.INPUT);
      if (folders.add(port.folder())) {
        consuming.add(port.folder());
      }
    }
    return consuming;
  }

  private Set<String> outputsOf(Set<String> attempts) throws SQLException {
    Set<String> fresh = new LinkedHashSet<>();
    if (attempts.isEmpty()) {
      return fresh;
    }
    Sql condition =
        new Sql(
                "(r.name, o.step) IN (SELECT r2.name, a2.step FROM attempt a2 JOIN run r2 ON"
                    + " r2.id = a2.run_id WHERE a2.folder IN ")
            .addList(attempts)
            .add(")");
    for (Port port : outputs(condition)) {
      if (attempts.contains(port.folder())) {
        boolean isNew = !artifacts.containsKey(port.artifact().getPath());
        meet(port, Role.OUTPUT);
        if (isNew) {
          fresh.add(port.artifact().getPath());
        }
      }
    }
    return fresh;
  }

  private void meet(Port port, Role role) {
    artifacts.putIfAbsent(port.artifact().getPath(), port.artifact());
    links.add(new Link(port.artifact().getPath(), port.folder(), port.name(), role));
  }

  private List<Port> outputs(Sql condition) throws SQLException {
    Map<String, Port> ports = new LinkedHashMap<>();
    Rows.query(
        connection,
        new Sql(
                "SELECT o.output, o.type, o.path, o.digest FROM step_output o JOIN run r ON r.id ="
                    + " o.run_id WHERE ")
            .add(condition)
            .add(" ORDER BY o.path, o.output"),
        row -> {
          ArtifactReference artifact = RunDetailsReader.reference(row);
          String folder = folder(artifact.getPath());
          return ports.put(artifact.getPath(), new Port(folder, row.getString("output"), artifact));
        });
    return List.copyOf(ports.values());
  }

  private List<Port> inputs(Sql condition) throws SQLException {
    return Rows.query(
        connection,
        new Sql(
                "SELECT a.folder, i.input, i.type, i.path, i.digest FROM attempt_input i JOIN"
                    + " attempt a ON a.id = i.attempt_id WHERE ")
            .add(condition)
            .add(" ORDER BY a.folder, i.input, i.ordinal"),
        row ->
            new Port(
                row.getString("folder"), row.getString("input"), RunDetailsReader.reference(row)));
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private List<Lineage.Artifact> described(String asked) throws SQLException {
    Map<String, List<StepName>> served = new HashMap<>();
    Rows.query(
        connection,
        new Sql(
                "SELECT r.name, o.step, o.path FROM step_output o JOIN run r ON r.id = o.run_id"
                    + " JOIN step s ON s.run_id = o.run_id AND s.name = o.step WHERE s.cached = 1"
                    + " AND o.path IN ")
            .addList(artifacts.keySet())
            .add(" ORDER BY r.name, s.position"),
        row ->
            served
                .computeIfAbsent(row.getString("path"), path -> new ArrayList<>())
                .add(
                    new StepName(
                        RunReferences.layout(row.getString("name")), row.getString("step"))));
    List<Lineage.Artifact> described = new ArrayList<>();
    artifacts.forEach(
        (path, reference) -> {
          Lineage.Artifact artifact =
              new Lineage.Artifact(reference, served.getOrDefault(path, List.of()));
          if (path.equals(asked)) {
            described.add(0, artifact);
          } else {
            described.add(artifact);
          }
        });
    return described;
  }

  private List<StepNode> nodes() throws SQLException {
    Map<String, StepNode> nodes = new HashMap<>();
    Rows.query(
        connection,
        new Sql(
                "SELECT a.folder, a.step, a.number, r.name, s.component, s.state FROM attempt a"
                    + " JOIN run r ON r.id = a.run_id JOIN step s ON s.run_id = a.run_id AND s.name"
                    + " = a.step WHERE a.folder IN ")
            .addList(folders),
        row ->
            nodes.put(
                row.getString("folder"),
                new StepNode(
                    row.getString("folder"),
                    new StepName(
                        RunReferences.layout(row.getString("name")), row.getString("step")),
                    row.getInt("number"),
                    row.getString("component"),
                    State.valueOf(row.getString("state")))));
    return folders.stream().filter(nodes::containsKey).map(nodes::get).toList();
  }
}
