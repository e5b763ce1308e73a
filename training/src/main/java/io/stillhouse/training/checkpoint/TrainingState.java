package io.stillhouse.training.checkpoint;

import io.stillhouse.training.modelfile.TrainingHistory;
import org.jspecify.annotations.Nullable;

/**
 * Everything but arrays that a training carries from one step to the next.
 *
 * @param fingerprint of what is trained on what with which parameters; a checkpoint of another
 *     fingerprint is refused
 * @param sequence number of the checkpoint, from 1
 * @param position what comes next
 * @param window mean loss since the last point of the training curve
 * @param epochLoss mean loss since the epoch began
 * @param lastEpochLoss mean loss of the last complete epoch; NaN before there is one
 * @param best the best epoch so far; null when none is kept
 * @param history the curves so far
 */
public record TrainingState(
    String fingerprint,
    long sequence,
    TrainingPosition position,
    RunningMean window,
    RunningMean epochLoss,
    double lastEpochLoss,
    @Nullable BestEpoch best,
    TrainingHistory history) {}
