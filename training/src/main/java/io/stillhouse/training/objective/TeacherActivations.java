package io.stillhouse.training.objective;

import java.util.Optional;

/**
 * What of the teachers' activations is imitated beside their soft labels.
 *
 * @param features the last stages
 * @param attention where stages look
 */
public record TeacherActivations(
    Optional<FeatureHints> features, Optional<AttentionTransfer> attention) {
  /** Soft labels alone. */
  public static final TeacherActivations NONE =
      new TeacherActivations(Optional.empty(), Optional.empty());
}
