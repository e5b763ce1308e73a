package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepError;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run as one line of a list.
 *
 * @param run its name and place
 * @param experiment the experiment that it belongs to
 * @param state its state
 * @param owner who was at work on it when the index was last told, for a person
 * @param interrupted whether it has not ended and nobody is at work on it
 * @param createTime when it was created
 * @param startTime when it began; empty before that
 * @param endTime when it ended; empty before that
 * @param labels its labels
 * @param launcher what starts its steps: {@code process}, {@code docker}, {@code kubernetes}
 * @param runner what runs its pipeline: {@code direct}, {@code flink}
 * @param retryOf the name of the run that it repeats in part, or empty
 * @param retryFrom the step from which on it repeats that one, or empty
 * @param definitionDigest SHA-256 of the definition's text, 64 hexadecimal digits
 * @param steps how many steps are in which state
 * @param failedStep the first step in plan order that failed, or empty
 * @param error why that step failed, without its detail
 * @param columns the values of the columns that were asked for, by the column's name; a run that
 *     has none is not in it
 * @param sequence the number of the last change; greater than that of any earlier change of any run
 */
public record RunSummary(
    RunLayout run,
    String experiment,
    State state,
    Optional<String> owner,
    boolean interrupted,
    Instant createTime,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    SortedMap<String, String> labels,
    String launcher,
    String runner,
    String retryOf,
    String retryFrom,
    String definitionDigest,
    StepCounts steps,
    String failedStep,
    Optional<StepError> error,
    SortedMap<String, CellValue> columns,
    long sequence) {

  /** Copies the maps. */
  public RunSummary {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  /** The same with labels and the values of columns. */
  public RunSummary with(
      SortedMap<String, String> otherLabels, SortedMap<String, CellValue> otherColumns) {
    return new RunSummary(
        run,
        experiment,
        state,
        owner,
        interrupted,
        createTime,
        startTime,
        endTime,
        otherLabels,
        launcher,
        runner,
        retryOf,
        retryFrom,
        definitionDigest,
        steps,
        failedStep,
        error,
        otherColumns,
        sequence);
  }
}
