package io.stillhouse.model.plan;

import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.definition.DefinitionDraft;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.parameter.ParameterText;
import io.stillhouse.model.plan.SweepPlan.PlannedRun;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.sweep.Matrix;
import io.stillhouse.model.sweep.MatrixText;
import io.stillhouse.model.sweep.SweepPoint;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans every run of a sweep before any of them begins. */
public final class SweepPlanner {
  /**
   * What is set from outside.
   *
   * @param fixed parameters that all runs have, as text
   * @param axes axes that replace the definition's or join them, as text: {@code 1,2,3}
   * @param seeds the axis to average over; empty: as the definition says
   */
  public record Settings(OverrideTexts fixed, OverrideTexts axes, Optional<String> seeds) {}

  /** The plans of all runs of a sweep, or everything that is wrong with any of them. */
  public Checked<SweepPlan> plan(SourceText text, ComponentCatalog catalog, Settings settings) {
    Problems problems = new Problems();
    Optional<SweepPlan> plan =
        new DefinitionParser()
            .draft(text, catalog, problems)
            .filter(draft -> !problems.hasErrors())
            .map(DefinitionDraft::definition)
            .flatMap(definition -> plan(definition, catalog, settings, problems));
    return new Checked<>(plan, problems.sorted());
  }

  private static Optional<SweepPlan> plan(
      PipelineDefinition definition,
      ComponentCatalog catalog,
      Settings settings,
      Problems problems) {
    Map<String, Value> fixed =
        ParameterText.parse(settings.fixed().texts(), definition.parameters(), problems);
    Problems ofMatrix = new Problems();
    Optional<Matrix> matrix =
        new MatrixText(definition.parameters(), ofMatrix)
            .apply(definition.matrix(), settings.axes().texts(), settings.seeds());
    problems.addAll(ofMatrix.sorted());
    matrix.ifPresent(found -> requireApart(found, fixed, problems));
    if (matrix.isEmpty() || problems.hasErrors()) {
      return Optional.empty();
    }
    List<PlannedRun> runs = new ArrayList<>();
    for (SweepPoint point : matrix.get().points()) {
      Map<String, Value> parameters = new LinkedHashMap<>(fixed);
      parameters.putAll(point.parameters());
      Checked<Plan> plan = new Planner().plan(definition, catalog, parameters);
      problems.addAll(plan.problems());
      plan.value().ifPresent(planned -> runs.add(new PlannedRun(point, planned)));
    }
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(new SweepPlan(definition, matrix.get(), fixed, runs));
  }

  private static void requireApart(Matrix matrix, Map<String, Value> fixed, Problems problems) {
    for (String name : matrix.parameters()) {
      if (fixed.containsKey(name)) {
        problems.error(
            ParameterText.place(name),
            "the matrix sets it: give its values with --matrix "
                + name
                + "=A,B, or leave -p "
                + name
                + " out");
      }
    }
  }
}
