package io.stillhouse.cli.definition;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.CliException;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.plan.SweepPlan;
import io.stillhouse.model.plan.SweepPlanner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.orchestrator.components.LoadedComponents;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads definitions from files, with every problem in them and in the components. */
public final class Definitions {
  private final CliEnvironment environment;

  public Definitions(CliEnvironment environment) {
    this.environment = environment;
  }

  /** The plan of a definition with these parameters. */
  public Checked<Plan> plan(
      Path file, Checked<LoadedComponents> components, OverrideTexts overrides) {
    return read(file, components, (text, catalog) -> new Planner().plan(text, catalog, overrides));
  }

  /** The plans of all runs of a sweep. */
  public Checked<SweepPlan> sweep(
      Path file, Checked<LoadedComponents> components, SweepPlanner.Settings settings) {
    return read(
        file, components, (text, catalog) -> new SweepPlanner().plan(text, catalog, settings));
  }

  /**
   * A definition as far as it can be checked: what depends on a parameter that has neither a
   * default nor a value is left out. A file that cannot be read is a problem like any other.
   */
  public Checked<PipelineDefinition> check(
      Path file, Checked<LoadedComponents> components, OverrideTexts overrides) {
    try {
      return read(
          file, components, (text, catalog) -> new Planner().validate(text, catalog, overrides));
    } catch (CliException e) {
      return unreadable(file, e);
    }
  }

  private <T> Checked<T> read(
      Path file,
      Checked<LoadedComponents> components,
      BiFunction<SourceText, ComponentCatalog, Checked<T>> check) {
    Problems problems = new Problems();
    problems.addAll(components.problems());
    Optional<T> value =
        components
            .value()
            .flatMap(
                loaded -> {
                  Checked<T> checked =
                      check.apply(TextFile.read(environment, file), loaded.catalog());
                  problems.addAll(checked.problems());
                  return checked.value();
                });
    return Checked.of(problems, value::orElseThrow);
  }

  private <T> Checked<T> unreadable(Path file, CliException e) {
    Problems problems = new Problems();
    problems.error(
        new Place(SourceLocation.whole(environment.display(file)), ""),
        String.join(" ", e.lines()).strip());
    return Checked.of(
        problems,
        () -> {
          throw new IllegalStateException("There is no definition.");
        });
  }
}
