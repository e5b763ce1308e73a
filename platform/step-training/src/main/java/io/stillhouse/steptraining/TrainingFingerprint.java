package io.stillhouse.steptraining;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.StepContext;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a step's training is asked to do, as one text: a checkpoint of another one is not continued
 * from.
 */
final class TrainingFingerprint {
  private TrainingFingerprint() {}

  /**
   * The settings and, of every wired input, names and digests in their order. Names count, since
   * they decide which teacher a branch learns from.
   *
   * @param settings a record whose text tells every setting that decides what is learnt
   */
  static String of(Record settings, StepContext context) {
    return context.allInputs().entrySet().stream()
        .map(input -> input.getKey() + "=" + artifacts(input.getValue()))
        .collect(Collectors.joining(", ", settings + " on ", ""));
  }

  private static List<String> artifacts(List<InputArtifact> artifacts) {
    return artifacts.stream().map(artifact -> artifact.name() + " " + artifact.digest()).toList();
  }
}
