package io.stillhouse.runstore.view;

/**
 * How many of a run's steps are in which state.
 *
 * @param total all of them
 * @param running at work, those that were told to stop included
 * @param succeeded ended well
 * @param cached of those that ended well, the ones that the cache served
 * @param skipped not run
 * @param failed ended badly
 * @param canceled stopped
 */
public record StepCounts(
    int total, int running, int succeeded, int cached, int skipped, int failed, int canceled) {

  /** Those that wait. */
  public int pending() {
    return total - running - succeeded - skipped - failed - canceled;
  }
}
