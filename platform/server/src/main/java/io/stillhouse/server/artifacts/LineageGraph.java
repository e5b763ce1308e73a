package io.stillhouse.server.artifacts;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.RunStore;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.server.names.Names.ArtifactName;
import io.stillhouse.v1.LineageDirection;
import io.stillhouse.v1.LineageEdge;
import io.stillhouse.v1.LineageNode;
import io.stillhouse.v1.QueryLineageResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What artifacts were made from, as a graph of artifacts whose edges are steps. */
final class LineageGraph {
  private static final int MOST = 1000;

  private final RunStore index;

  LineageGraph(RunStore index) {
    this.index = index;
  }

  QueryLineageResponse of(ArtifactName name, LineageDirection direction, int depth) {
    Map<String, LineageNode> nodes = new LinkedHashMap<>();
    Set<LineageEdge> edges = new LinkedHashSet<>();
    boolean truncated = false;
    if (direction != LineageDirection.DOWNSTREAM) {
      truncated |= add(name, Lineage.Direction.UPSTREAM, depth, nodes, edges);
    }
    if (direction != LineageDirection.UPSTREAM) {
      truncated |= add(name, Lineage.Direction.DOWNSTREAM, depth, nodes, edges);
    }
    return QueryLineageResponse.newBuilder()
        .addAllNodes(nodes.values())
        .addAllEdges(edges)
        .setTruncated(truncated)
        .build();
  }

  private boolean add(
      ArtifactName name,
      Lineage.Direction direction,
      int depth,
      Map<String, LineageNode> nodes,
      Set<LineageEdge> edges) {
    Lineage lineage = index.lineage(name.path(), direction, depth);
    Map<String, List<Lineage.Link>> inputs = new HashMap<>();
    Map<String, List<Lineage.Link>> outputs = new HashMap<>();
    for (Lineage.Link link : lineage.links()) {
      (link.role() == Lineage.Role.INPUT ? inputs : outputs)
          .computeIfAbsent(link.folder(), folder -> new ArrayList<>())
          .add(link);
    }
    List<LineageEdge> found = new ArrayList<>();
    outputs.forEach(
        (folder, made) -> {
          for (Lineage.Link output : made) {
            for (Lineage.Link input : inputs.getOrDefault(folder, List.of())) {
              found.add(edge(input, output));
            }
          }
        });
    Map<String, Integer> distances = distances(name.toString(), found, direction);
    boolean left = !lineage.complete();
    for (Lineage.Artifact artifact : lineage.artifacts()) {
      String artifactName = ArtifactName.ofPath(artifact.reference().getPath()).toString();
      Integer distance = distances.get(artifactName);
      if (distance != null && (nodes.size() < MOST || nodes.containsKey(artifactName))) {
        nodes.putIfAbsent(
            artifactName,
            LineageNode.newBuilder()
                .setArtifact(artifactName)
                .setType(artifact.reference().getType())
                .setDigest(artifact.reference().getDigest())
                .setDistance(distance)
                .build());
      } else if (distance != null) {
        left = true;
      }
    }
    for (LineageEdge edge : found) {
      if (nodes.containsKey(edge.getSource()) && nodes.containsKey(edge.getTarget())) {
        edges.add(edge);
      }
    }
    return left;
  }

  private static LineageEdge edge(Lineage.Link input, Lineage.Link output) {
    ArtifactName made = ArtifactName.ofPath(output.path());
    RunLayout run = made.attempt().run();
    return LineageEdge.newBuilder()
        .setSource(ArtifactName.ofPath(input.path()).toString())
        .setTarget(made.toString())
        .setInput(input.port())
        .setStep(run.name() + "/steps/" + made.attempt().step())
        .build();
  }

  /** How many steps away each artifact is; negative upstream. */
  private static Map<String, Integer> distances(
      String start, List<LineageEdge> edges, Lineage.Direction direction) {
    boolean up = direction == Lineage.Direction.UPSTREAM;
    Map<String, List<String>> next = new HashMap<>();
    for (LineageEdge edge : edges) {
      next.computeIfAbsent(up ? edge.getTarget() : edge.getSource(), artifact -> new ArrayList<>())
          .add(up ? edge.getSource() : edge.getTarget());
    }
    Map<String, Integer> distances = new HashMap<>();
    distances.put(start, 0);
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String artifact = open.removeFirst();
      int distance = distances.getOrDefault(artifact, 0) + (up ? -1 : 1);
      for (String neighbour : next.getOrDefault(artifact, List.of())) {
        if (distances.putIfAbsent(neighbour, distance) == null) {
          open.addLast(neighbour);
        }
      }
    }
    return distances;
  }
}
