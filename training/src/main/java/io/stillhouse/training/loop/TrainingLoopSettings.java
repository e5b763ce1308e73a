package io.stillhouse.training.loop;

import io.stillhouse.training.optimiser.SgdSettings;

/**
 * What of a training is fixed before it begins.
 *
 * @param fingerprint of everything that decides what is learnt (parameters, digests of the inputs):
 *     a checkpoint of another fingerprint is refused
 * @param optimiser the optimiser of every phase
 * @param selection which weights are kept at the end
 * @param checkpoints how often checkpoints are written
 */
public record TrainingLoopSettings(
    String fingerprint, SgdSettings optimiser, Selection selection, CheckpointPolicy checkpoints) {}
