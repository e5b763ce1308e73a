package io.stillhouse.runstore.filter;

/** Something of a run that can be filtered and sorted by. */
sealed interface Column {

  /** What every run has. */
  record OfRun(RunField field) implements Column {}

  /** The metric that speaks for the run: of the last step that succeeded and has it. */
  record OfMetric(String name) implements Column {}

  /** The metric of one step. */
  record OfStepMetric(String step, String name) implements Column {}

  /** The state of one step. */
  record OfStepState(String step) implements Column {}

  /** A parameter of the run. */
  record OfParameter(String name) implements Column {}

  /** A label of the run. */
  record OfLabel(String name) implements Column {}
}
