package io.stillhouse.steptraining;

import io.stillhouse.step.StepContext;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.optimiser.SgdSettings;

/** The training loop of a step: it reports, keeps checkpoints and stops as the step is told to. */
public final class StepTraining {
  private StepTraining() {}

  /**
   * A loop that continues from the step's newest checkpoint.
   *
   * @param settings a record whose text tells every setting that decides what is learnt: a
   *     checkpoint of other settings, or of other inputs of the step, is refused
   * @param optimiser the optimiser of every phase
   * @param selection which weights are kept at the end
   */
  public static TrainingLoop loop(
      StepContext context, Record settings, SgdSettings optimiser, Selection selection) {
    return new TrainingLoop(
        new TrainingLoopSettings(
            TrainingFingerprint.of(settings, context),
            optimiser,
            selection,
            CheckpointPolicy.DEFAULT),
        new TrainingSurroundings(
            new TrainingListener(
                context.reporter()::progress, context.reporter()::metric, context.reporter()::info),
            CheckpointSink.of(context.checkpoints()::latest, context.checkpoints()::save),
            context.workDirectory(),
            context::stopRequested));
  }
}
