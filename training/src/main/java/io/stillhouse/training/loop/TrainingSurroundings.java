package io.stillhouse.training.loop;

import io.stillhouse.training.checkpoint.CheckpointSink;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What a training needs of the process around it. None of it changes what is learnt.
 *
 * @param listener whom it tells what it does
 * @param checkpoints where its checkpoints are kept
 * @param temporary an existing folder for files that are about to be kept
 * @param stopRequested asked after every step; once it is true the training keeps a checkpoint and
 *     stops
 */
public record TrainingSurroundings(
    TrainingListener listener,
    CheckpointSink checkpoints,
    Path temporary,
    BooleanSupplier stopRequested) {}
