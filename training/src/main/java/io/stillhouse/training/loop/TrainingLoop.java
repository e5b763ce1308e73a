package io.stillhouse.training.loop;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.network.ParameterSet;
import java.io.IOException;
import java.util.List;

/**
 * Trains a network through one or more phases: batches forward and backward, optimiser steps,
 * validation after every epoch, curves, checkpoints. A training that is interrupted anywhere and
 * continued from its last checkpoint ends with the same bits as one that never was, on the same
 * machine with the same number of threads.
 */
public final class TrainingLoop {
  private final TrainingLoopSettings settings;
  private final TrainingSurroundings surroundings;

  public TrainingLoop(TrainingLoopSettings settings, TrainingSurroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  /**
   * Trains, from the newest checkpoint if there is one. Afterwards the network holds the selected
   * weights.
   *
   * @param network everything to be kept at the end, buffers included
   * @param phases in order, 1 or more; exactly 1 with {@link Selection#BEST}
   * @param manager parent of all managers
   * @throws DivergedException when the loss or a weight is no longer finite
   * @throws TrainingStoppedException when a stop was requested; a checkpoint was kept
   */
  public TrainingOutcome run(ParameterSet network, List<TrainingPhase> phases, NDManager manager)
      throws IOException {
    if (phases.isEmpty() || (settings.selection() == Selection.BEST && phases.size() > 1)) {
      throw new IllegalArgumentException(
          "%d phases cannot be trained with selection %s"
              .formatted(phases.size(), settings.selection()));
    }
    try (GradientRecording ignored = GradientRecording.off();
        NDManager own = manager.newSubManager()) {
      return new TrainingRun(settings, surroundings, network, phases, own).run();
    }
  }
}
