package io.stillhouse.model.plan;

import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.sweep.Matrix;
import io.stillhouse.model.sweep.SweepPoint;
import io.stillhouse.model.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep does.
 *
 * @param definition the definition that all runs come from
 * @param matrix which runs there are
 * @param fixed parameters that were set for all runs
 * @param runs the runs, in the order in which they are begun
 */
public record SweepPlan(
    PipelineDefinition definition, Matrix matrix, Map<String, Value> fixed, List<PlannedRun> runs) {
  /**
   * One run.
   *
   * @param point what distinguishes it
   * @param plan what it does
   */
  public record PlannedRun(SweepPoint point, Plan plan) {}

  /** Copies. */
  public SweepPlan {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    runs = List.copyOf(runs);
  }
}
