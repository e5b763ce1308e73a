package io.stillhouse.cli.command;

import io.stillhouse.cli.CliException;
import io.stillhouse.cli.CliExit;
import io.stillhouse.cli.runs.Gating;
import io.stillhouse.release.gate.Gate;
import io.stillhouse.release.gate.GateSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --gate}, {@code --baseline}: what a run has to pass. */
final class GateOptions {
  @Option(
      names = "--gate",
      paramLabel = "CONDITION",
      description =
          "What the run's metrics must satisfy, such as 'student.accuracy >= 0.95'; may be given"
              + " several times. Exit code 3 when one is not satisfied.")
  private List<String> gates = new ArrayList<>();

  @Option(
      names = "--baseline",
      paramLabel = "ALIAS|RUN",
      description =
          "The run whose metrics gates call baseline.METRIC: an alias of the run's experiment, such"
              + " as champion, or a run.")
  private @Nullable String baseline;

  @Option(
      names = "--without-baseline",
      paramLabel = "fail|pass",
      description =
          "When no run bears the alias yet: fail (default), before anything is run, or pass the gates"
              + " that ask for it.")
  private Gating.WithoutBaseline withoutBaseline = Gating.WithoutBaseline.FAIL;

  /**
   * What the user wants; empty when nothing.
   *
   * @throws CliException if a gate is none
   */
  Optional<Gating> gating() {
    if (gates.isEmpty() && baseline != null) {
      throw new CliException(
          CliExit.INVALID,
          "--baseline " + baseline + " is of no use without a --gate.",
          "Such as: --gate 'student.accuracy >= baseline.student.accuracy - 0.002'");
    }
    if (gates.isEmpty()) {
      return Optional.empty();
    }
    List<Gate> read = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String gate : gates) {
      try {
        read.add(Gate.parse(gate));
      } catch (GateSyntaxException e) {
        problems.add("--gate " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new CliException(CliExit.INVALID, problems);
    }
    return Optional.of(new Gating(read, Optional.ofNullable(baseline), withoutBaseline));
  }
}
