package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.Definitions;
import io.stillhouse.cli.definition.ReadSweep;
import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.model.plan.SweepPlanner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;

/** Plans the sweep that the user named on the command line. Warnings go to standard error. */
final class SweepReader {
  private SweepReader() {}

  /**
   * @throws InvalidTextException with every problem of components, definition, matrix and runs
   */
  static ReadSweep read(
      CliEnvironment environment,
      Path file,
      ComponentsOption components,
      SweepPlanner.Settings settings) {
    Checked<LoadedComponents> loaded = components.folders(environment).read();
    Checked<SweepPlan> plan = new Definitions(environment).sweep(file, loaded, settings);
    plan.warnings().forEach(environment.err()::println);
    environment.err().flush();
    Path folder = environment.resolve(file).getParent();
    if (folder == null) {
      throw new IllegalStateException("The definition " + file + " lies in no folder.");
    }
    return new ReadSweep(plan.orElseThrow(), loaded.orElseThrow(), folder);
  }
}
