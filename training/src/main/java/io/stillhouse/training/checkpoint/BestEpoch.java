package io.stillhouse.training.checkpoint;

/**
 * The epoch with the best validation score so far.
 *
 * @param epoch counted from 0
 * @param score its score, higher is better
 */
public record BestEpoch(int epoch, double score) {}
