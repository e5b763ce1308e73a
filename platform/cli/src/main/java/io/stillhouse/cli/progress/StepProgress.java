package io.stillhouse.cli.progress;

import io.stillhouse.model.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one step of a run at one moment.
 *
 * @param name the step
 * @param state where it is in its life
 * @param attempt the attempt at work, from 1; 0 before the first
 * @param started when the first attempt began; null before
 * @param ended when the step ended; null before
 * @param stage what it is doing, in its own words; possibly empty
 * @param done units of work done, 0 to total
 * @param total units of work in all; 0 when unknown
 * @param remaining the estimated time to go; null while there is nothing to estimate it from
 * @param metrics the latest value of each curve, by its name (`train/loss`), in order of first
 *     appearance
 * @param note why it is as it is: where a cached result came from, why it was skipped, the first
 *     line of its error; possibly empty
 */
public record StepProgress(
    String name,
    StepState state,
    int attempt,
    @Nullable Instant started,
    @Nullable Instant ended,
    String stage,
    long done,
    long total,
    @Nullable Duration remaining,
    Map<String, Double> metrics,
    String note) {

  public StepProgress {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** The share of the work that is done, 0 to 1; nothing when the total is not known. */
  public Optional<Double> share() {
    return total > 0 ? Optional.of(Math.min(1.0, (double) done / total)) : Optional.empty();
  }

  /** How long it has been at work, or was; nothing before it began. */
  public Optional<Duration> elapsed(Instant now) {
    if (started == null) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(started, ended == null ? now : ended));
  }

  /**
   * The latest value of the first curve whose last name is {@code leaf}, validation before training
   * curves.
   */
  public Optional<Double> latest(String leaf) {
    Double found = null;
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      String curve = metric.getKey();
      if (curve.substring(curve.lastIndexOf('/') + 1).equals(leaf)
          && (found == null || curve.startsWith("validation/"))) {
        found = metric.getValue();
      }
    }
    return Optional.ofNullable(found);
  }
}
