package io.stillhouse.steps.evaluation.measurement;

import io.stillhouse.training.metrics.Logits;
import io.stillhouse.v1.Latency;
import io.stillhouse.v1.ModelRole;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model with what it answered on the split.
 *
 * @param name unique within the evaluation
 * @param role the part it plays
 * @param cost what it costs to keep and run
 * @param logits one row an image, in stored order
 * @param temperature what it was calibrated to, more than 0; empty when nobody calibrated it
 */
public record EvaluatedModel(
    String name, ModelRole role, Cost cost, Logits logits, OptionalDouble temperature) {
  /**
   * What a model costs.
   *
   * @param architecture as it is written in a definition
   * @param parameters trainable scalars
   * @param macs multiply-accumulates of one image
   * @param fileBytes bytes of the weights file
   * @param latency of one image, where it was measured
   */
  public record Cost(
      String architecture, long parameters, long macs, long fileBytes, Optional<Latency> latency) {}
}
