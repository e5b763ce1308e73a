package io.stillhouse.cli.sweep;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.cli.runs.StoredRun;
import io.stillhouse.cli.runs.StoredRuns;
import io.stillhouse.orchestrator.records.Values;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.State;
import io.stillhouse.v1.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs that a sweep has so far, by what distinguishes them. */
public final class SweepRuns {
  private final Map<Map<String, io.stillhouse.model.value.Value>, StoredRun> runs;

  private SweepRuns(Map<Map<String, io.stillhouse.model.value.Value>, StoredRun> runs) {
    this.runs = runs;
  }

  /**
   * The runs with the sweep's label. Of several with the same parameters, as a repetition from a
   * step on gives them, the newest that succeeded counts; where none did, the newest.
   */
  public static SweepRuns read(ArtifactStore store, String pipeline, String sweep) {
    StoredRuns stored = new StoredRuns(store);
    Map<Map<String, io.stillhouse.model.value.Value>, StoredRun> runs = new LinkedHashMap<>();
    for (RunLayout layout : stored.layouts()) {
      if (layout.pipeline().equals(pipeline) && isOf(sweep, store, layout)) {
        stored
            .read(layout)
            .ifPresent(
                run ->
                    runs.merge(
                        Values.fromProto(run.run().getParametersMap()),
                        run,
                        (newer, older) ->
                            newer.state() != State.SUCCEEDED && older.state() == State.SUCCEEDED
                                ? older
                                : newer));
      }
    }
    return new SweepRuns(runs);
  }

  private static boolean isOf(String sweep, ArtifactStore store, RunLayout layout) {
    return ProtoJson.read(store, layout.runRecord(), Run.getDefaultInstance())
        .filter(run -> sweep.equals(run.getLabelsMap().get(SweepLabels.SWEEP)))
        .isPresent();
  }

  /** The run with these parameters. */
  public Optional<StoredRun> find(Map<String, io.stillhouse.model.value.Value> parameters) {
    return Optional.ofNullable(runs.get(parameters));
  }

  /** The run with these parameters. */
  public Optional<StoredRun> findByMessage(Map<String, Value> parameters) {
    return find(Values.fromProto(parameters));
  }

  /** All of them. */
  public List<StoredRun> all() {
    return List.copyOf(runs.values());
  }
}
