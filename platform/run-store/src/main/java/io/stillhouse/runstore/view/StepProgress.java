package io.stillhouse.runstore.view;

import io.stillhouse.v1.Progress;
import java.time.Instant;

/**
 * How far a step is.
 *
 * @param attempt the attempt that told
 * @param progress what it told last
 * @param firstTime when that attempt first told of progress
 * @param firstDone the units that were done then: the rate is counted from there, so that a
 *     training that goes on from a checkpoint is not taken for a fast one
 * @param time when it told this
 */
public record StepProgress(
    int attempt, Progress progress, Instant firstTime, long firstDone, Instant time) {}
