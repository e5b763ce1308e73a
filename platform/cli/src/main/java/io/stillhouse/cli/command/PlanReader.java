package io.stillhouse.cli.command;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.definition.Definitions;
import io.stillhouse.cli.definition.ReadPlan;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.InvalidTextException;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;

/** Makes a plan of what the user named on the command line. Warnings go to standard error. */
final class PlanReader {
  private PlanReader() {}

  /**
   * @throws InvalidTextException with every problem of components, definition and parameters
   */
  static ReadPlan read(
      CliEnvironment environment,
      Path file,
      ComponentsOption components,
      ParametersOption parameters) {
    Checked<LoadedComponents> loaded = components.folders(environment).read();
    Checked<Plan> plan = new Definitions(environment).plan(file, loaded, parameters.texts());
    plan.warnings().forEach(environment.err()::println);
    environment.err().flush();
    Path folder = environment.resolve(file).getParent();
    if (folder == null) {
      throw new IllegalStateException("The definition " + file + " lies in no folder.");
    }
    return new ReadPlan(plan.orElseThrow(), loaded.orElseThrow(), folder);
  }
}
