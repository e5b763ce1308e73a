package io.stillhouse.steps.evaluation;

import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.v1.ModelRole;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model to evaluate.
 *
 * @param name unique within the evaluation
 * @param role the part it plays
 * @param directory the Model artifact's folder
 * @param description what it is
 * @param temperature what it was calibrated to; empty when nobody calibrated it
 */
record ModelInput(
    String name,
    ModelRole role,
    Path directory,
    ModelDescription description,
    OptionalDouble temperature) {
  /**
   * The architecture as a person writes it: {@code resnet8}, {@code resnet8 × 2}, {@code resnet8 +
   * vgg8}.
   */
  String architecture() {
    return description
        .branchArchitectures()
        .map(
            branches ->
                branches.stream()
                    .distinct()
                    .map(branch -> repeated(branch, branches))
                    .collect(Collectors.joining(" + ")))
        .orElse(description.architecture());
  }

  /** The architecture of each branch of a branched model; empty for a plain one. */
  List<String> branches() {
    return description.branchArchitectures().orElse(List.of());
  }

  private static String repeated(String branch, List<String> branches) {
    long times =
        IntStream.range(0, branches.size()).filter(i -> branches.get(i).equals(branch)).count();
    return times == 1 ? branch : branch + " × " + times;
  }
}
