package io.stillhouse.cli.runs;

import com.google.protobuf.Timestamp;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunView;
import io.stillhouse.orchestrator.records.Times;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run as it is shown to a person.
 *
 * @param view what the store tells of it
 */
public record StoredRun(RunView view) {
  private static final String INTERRUPTED = "INTERRUPTED";

  public RunLayout layout() {
    return view.layout();
  }

  public Run run() {
    return view.run();
  }

  public State state() {
    return view.state();
  }

  public Optional<RunOutcome> outcome() {
    return view.outcome();
  }

  /** The state in a word; INTERRUPTED when it has not ended and nobody is at work on it. */
  public String stateInAWord() {
    return view.isInterrupted() ? INTERRUPTED : view.state().name();
  }

  /** The outcome of every step that has ended, in plan order. */
  public List<StepOutcome> ended() {
    return view.steps().stream().flatMap(step -> step.outcome().stream()).toList();
  }

  /** {@code pipeline/run}, as it is shown to a person. */
  public String displayName() {
    return displayName(view.layout());
  }

  /** {@code pipeline/run}, as it is shown to a person. */
  public static String displayName(RunLayout layout) {
    return layout.pipeline() + "/" + layout.runId();
  }

  public Instant created() {
    return Times.fromProto(view.run().getCreateTime());
  }

  /** How long it took; how long it has taken by {@code now} when it has not ended. */
  public Duration duration(Instant now) {
    return view.outcome()
        .map(ended -> between(ended.getStartTime(), ended.getEndTime()))
        .orElseGet(() -> Duration.between(created(), now));
  }

  static Duration between(Timestamp start, Timestamp end) {
    return Duration.between(Times.fromProto(start), Times.fromProto(end));
  }

  /** The final metrics of all steps that succeeded: by step, then by name. */
  public Map<String, Map<String, Double>> metrics() {
    Map<String, Map<String, Double>> metrics = new TreeMap<>();
    for (StepOutcome step : ended()) {
      if (step.getState() == State.SUCCEEDED && step.getResult().getMetricsCount() > 0) {
        metrics.put(step.getStep(), new TreeMap<>(step.getResult().getMetricsMap()));
      }
    }
    return metrics;
  }
}
