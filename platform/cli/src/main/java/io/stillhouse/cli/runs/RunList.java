package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.DamagedObjectException;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists the runs of a store, newest first. */
public final class RunList {
  private final CliEnvironment environment;
  private final ArtifactStore store;

  public RunList(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  /**
   * Which runs are listed.
   *
   * @param pipeline only of this pipeline
   * @param experiment only of this experiment
   * @param state only in this state, upper or lower case
   * @param labels only with all of these
   * @param limit at most so many; 0: all
   */
  public record Filter(
      Optional<String> pipeline,
      Optional<String> experiment,
      Optional<String> state,
      Map<String, String> labels,
      int limit) {
    public Filter {
      labels = Map.copyOf(labels);
    }

    private boolean accepts(StoredRun run) {
      return experiment.map(run.run().getExperiment()::equals).orElse(true)
          && state.map(run.stateInAWord()::equalsIgnoreCase).orElse(true)
          && run.run().getLabelsMap().entrySet().containsAll(labels.entrySet());
    }
  }

  /** Prints a table. */
  public void print(Filter filter) {
    List<StoredRun> runs = select(filter);
    if (runs.isEmpty()) {
      environment.err().println("No run in " + store.root() + " matches.");
      return;
    }
    Instant now = environment.clock().instant();
    Table table = new Table("RUN", "STATE", "EXPERIMENT", "CREATED", "TOOK", "METRICS");
    for (StoredRun run : runs) {
      table.row(
          run.displayName(),
          run.stateInAWord(),
          run.run().getExperiment(),
          Figures.time(run.created(), environment.clock().getZone()),
          Figures.duration(run.duration(now)),
          Headline.of(run.ended()).map(Headline::inShort).orElse(""));
    }
    table.print(environment.out(), environment.terminal().outStyle());
  }

  /** Prints a JSON list. */
  public void json(Filter filter) {
    Instant now = environment.clock().instant();
    List<Map<String, Object>> list = new ArrayList<>();
    for (StoredRun run : select(filter)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("run", run.run().getName());
      json.put("pipeline", run.layout().pipeline());
      json.put("id", run.layout().runId());
      json.put("state", run.state().name());
      json.put("interrupted", run.view().isInterrupted());
      json.put("experiment", run.run().getExperiment());
      json.put("labels", new TreeMap<>(run.run().getLabelsMap()));
      json.put("createTime", run.created().toString());
      json.put("durationSeconds", run.duration(now).toMillis() / 1000.0);
      json.put("metrics", run.metrics());
      list.add(json);
    }
    Json.print(environment.out(), list);
  }

  private List<StoredRun> select(Filter filter) {
    List<StoredRun> selected = new ArrayList<>();
    StoredRuns runs = new StoredRuns(store);
    for (RunLayout layout : runs.layouts()) {
      if (filter.limit() > 0 && selected.size() == filter.limit()) {
        break;
      }
      if (filter.pipeline().map(layout.pipeline()::equals).orElse(true)) {
        read(runs, layout).filter(filter::accepts).ifPresent(selected::add);
      }
    }
    return selected;
  }

  /** One damaged run does not hide the others. */
  private Optional<StoredRun> read(StoredRuns runs, RunLayout layout) {
    try {
      return runs.read(layout);
    } catch (DamagedObjectException e) {
      environment
          .err()
          .println("Not listed: " + StoredRun.displayName(layout) + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
