package io.stillhouse.training.loop;

import io.stillhouse.training.modelfile.TrainingHistory;
import java.util.Map;

/**
 * How a training ended.
 *
 * @param history all curves
 * @param trainLoss mean loss of the last epoch
 * @param validation the last validation's values by curve; with {@link Selection#BEST} those of the
 *     best epoch
 */
public record TrainingOutcome(
    TrainingHistory history, double trainLoss, Map<String, Double> validation) {
  public TrainingOutcome {
    validation = Map.copyOf(validation);
  }
}
