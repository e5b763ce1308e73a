package io.stillhouse.cli.command;

import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.SweepPlanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --matrix}, {@code --seeds}: which runs a sweep has. */
final class MatrixOptions {
  @Option(
      names = "--matrix",
      paramLabel = "NAME=A,B,...",
      description =
          "The values of a parameter, instead of those in the definition's matrix, or beside its other"
              + " axes; may be given several times. A list or a map is written as in YAML:"
              + " --matrix 'branches=[resnet8],[resnet8, resnet8]'.")
  private Map<String, String> axes = new LinkedHashMap<>();

  @Option(
      names = "--seeds",
      paramLabel = "NAME",
      description =
          "The axis that tables average over; the definition's, or else the one that is called"
              + " seed, by default.")
  private @Nullable String seeds;

  SweepPlanner.Settings settings(ParametersOption fixed) {
    return new SweepPlanner.Settings(
        fixed.texts(), new OverrideTexts(axes), Optional.ofNullable(seeds));
  }
}
