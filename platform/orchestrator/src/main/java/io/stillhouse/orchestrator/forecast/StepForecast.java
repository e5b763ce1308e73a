package io.stillhouse.orchestrator.forecast;

/**
 * What would become of a step if the plan ran now.
 *
 * @param step the step's name
 * @param fate what would become of it
 * @param reason why: a sentence for a person
 * @param cachedFrom the run that the cache serves it from, {@code pipelines/{pipeline}/runs/{run}};
 *     empty when it does not
 */
public record StepForecast(String step, Fate fate, String reason, String cachedFrom) {

  /** What can become of a step. */
  public enum Fate {
    /** The cache serves it. */
    CACHED,
    /** It runs. */
    RUNS,
    /** Its condition is false. */
    SKIPPED,
    /**
     * Its inputs, or the metrics that its condition asks for, are not known before others have run.
     */
    OPEN
  }
}
