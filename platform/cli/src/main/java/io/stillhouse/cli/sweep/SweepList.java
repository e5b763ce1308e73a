package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Table;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.State;
import io.stillhouse.v1.Sweep;
import io.stillhouse.v1.SweepPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the sweeps of a store, newest first. */
public final class SweepList {
  private final CliEnvironment environment;
  private final ArtifactStore store;

  public SweepList(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  private record Entry(Sweep sweep, long succeeded, long failed, long open) {}

  /** Prints a table. */
  public void print() {
    List<Entry> entries = entries();
    if (entries.isEmpty()) {
      environment.err().println("No sweep in " + store.root() + ".");
      return;
    }
    Table table =
        new Table("SWEEP", "PIPELINE", "OVER", "CREATED", "RUNS", "SUCCEEDED", "FAILED", "OPEN");
    for (Entry entry : entries) {
      Sweep sweep = entry.sweep();
      table.row(
          sweep.getName(),
          sweep.getPipeline(),
          String.join(" ", sweep.getParametersList()),
          Figures.time(Times.fromProto(sweep.getCreateTime()), environment.clock().getZone()),
          Integer.toString(sweep.getPointsCount()),
          Long.toString(entry.succeeded()),
          Long.toString(entry.failed()),
          Long.toString(entry.open()));
    }
    table.print(environment.out(), environment.terminal().outStyle());
  }

  /** Prints a JSON list. */
  public void json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Entry entry : entries()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sweep", entry.sweep().getName());
      json.put("pipeline", entry.sweep().getPipeline());
      json.put("parameters", List.copyOf(entry.sweep().getParametersList()));
      json.put("seeds", entry.sweep().getSeeds());
      json.put("createTime", Times.fromProto(entry.sweep().getCreateTime()).toString());
      json.put("runs", entry.sweep().getPointsCount());
      json.put("succeeded", entry.succeeded());
      json.put("failed", entry.failed());
      json.put("open", entry.open());
      list.add(json);
    }
    Json.print(environment.out(), list);
  }

  private List<Entry> entries() {
    Sweeps sweeps = new Sweeps(store);
    List<Entry> entries = new ArrayList<>();
    for (String name : sweeps.names()) {
      sweeps.read(name).map(this::entry).ifPresent(entries::add);
    }
    entries.sort(
        Comparator.comparing((Entry entry) -> Times.fromProto(entry.sweep().getCreateTime()))
            .reversed());
    return entries;
  }

  private Entry entry(Sweep sweep) {
    SweepRuns runs = SweepRuns.read(store, sweep.getPipeline(), sweep.getName());
    long succeeded = 0;
    long failed = 0;
    for (SweepPoint point : sweep.getPointsList()) {
      Optional<StoredRun> run = runs.findByMessage(point.getParametersMap());
      State state = run.map(StoredRun::state).orElse(State.PENDING);
      succeeded += state == State.SUCCEEDED ? 1 : 0;
      failed += state == State.FAILED || state == State.CANCELED ? 1 : 0;
    }
    return new Entry(sweep, succeeded, failed, sweep.getPointsCount() - succeeded - failed);
  }
}
