package io.stillhouse.model.plan;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.definition.DefinitionDraft;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.parameter.ParameterText;
import io.stillhouse.model.plan.RunParameters.Unset;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans runs: fills in parameters, expands fan-outs, binds wiring and conditions, sorts. */
public final class Planner {
  /**
   * The plan of a run of a definition, or everything that is wrong with the values.
   *
   * @param overrides values of the pipeline's parameters that are set from outside
   */
  public Checked<Plan> plan(
      PipelineDefinition definition, ComponentCatalog catalog, Map<String, Value> overrides) {
    DefinitionDraft draft = new DefinitionDraft(definition, Set.of(), Set.of(), new Problems());
    Optional<Plan> plan =
        plan(draft, catalog, RunParameters.of(draft, overrides, Set.of(), Unset.IS_AN_ERROR));
    return new Checked<>(plan, draft.problems().sorted());
  }

  /**
   * The plan of a run of a definition that is still text, or everything that is wrong with the text
   * and the values, in one pass.
   *
   * @param overrides texts of the pipeline's parameters that are set from outside
   */
  public Checked<Plan> plan(SourceText text, ComponentCatalog catalog, OverrideTexts overrides) {
    Problems problems = new Problems();
    Optional<Plan> plan =
        new DefinitionParser()
            .draft(text, catalog, problems)
            .flatMap(draft -> plan(draft, catalog, overrides, Unset.IS_AN_ERROR));
    return new Checked<>(plan, problems.sorted());
  }

  /**
   * Checks a definition as for a run, except that parameters without a default may be unset: what
   * depends on their values is not checked then.
   *
   * @param overrides texts of the pipeline's parameters that are set from outside
   */
  public Checked<PipelineDefinition> validate(
      SourceText text, ComponentCatalog catalog, OverrideTexts overrides) {
    Problems problems = new Problems();
    Optional<DefinitionDraft> draft = new DefinitionParser().draft(text, catalog, problems);
    draft.ifPresent(read -> plan(read, catalog, overrides, Unset.IS_ALLOWED));
    return new Checked<>(
        draft.map(DefinitionDraft::definition).filter(definition -> !problems.hasErrors()),
        problems.sorted());
  }

  private static Optional<Plan> plan(
      DefinitionDraft draft, ComponentCatalog catalog, OverrideTexts overrides, Unset unset) {
    Map<String, String> texts = new LinkedHashMap<>(overrides.texts());
    texts.keySet().removeAll(draft.brokenParameters());
    Map<String, Value> values =
        ParameterText.parse(texts, draft.definition().parameters(), draft.problems());
    Set<String> untypable = new HashSet<>(texts.keySet());
    untypable.removeAll(values.keySet());
    return plan(draft, catalog, RunParameters.of(draft, values, untypable, unset));
  }

  private static Optional<Plan> plan(
      DefinitionDraft draft, ComponentCatalog catalog, RunParameters parameters) {
    Problems problems = draft.problems();
    Expansion expansion = Expansion.of(draft, parameters);
    if (expansion.size() > FanOut.MAXIMUM_STEPS) {
      return Optional.empty();
    }
    Map<String, List<PlannedStep>> planned = new LinkedHashMap<>();
    Targets targets = new Targets(expansion, problems);
    for (StepDefinition step : draft.definition().steps()) {
      Optional<Component> component = catalog.find(step.component());
      List<Optional<FanOutItem>> items = expansion.items().get(step.name());
      if (component.isPresent() && items != null && !draft.brokenSteps().contains(step.name())) {
        StepPlanner planner = new StepPlanner(step, component.get(), parameters, targets, problems);
        planned.put(step.name(), items.stream().map(planner::plan).toList());
      }
    }
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new Plan(
                draft.definition(),
                parameters.values(),
                new StepOrder(planned).sorted(),
                draft.definition().limits()));
  }
}
