package io.stillhouse.model.plan;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.definition.DefinitionDraft;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.parameter.ParameterText;
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
    return plan(draft, catalog, overrides, Set.of());
  }

  /**
   * The plan of a run of a definition that is still text, or everything that is wrong with the text
   * and the values, in one pass.
   *
   * @param overrideTexts texts of the pipeline's parameters that are set from outside, as {@link
   *     ParameterText} understands them
   */
  public Checked<Plan> plan(
      SourceText text, ComponentCatalog catalog, OverrideTexts overrideTexts) {
    Problems problems = new Problems();
    Optional<DefinitionDraft> draft = new DefinitionParser().draft(text, catalog, problems);
    if (draft.isEmpty()) {
      return new Checked<>(Optional.empty(), problems.sorted());
    }
    Map<String, String> texts = new LinkedHashMap<>(overrideTexts.texts());
    texts.keySet().removeAll(draft.get().brokenParameters());
    Map<String, Value> overrides =
        ParameterText.parse(texts, draft.get().definition().parameters(), problems);
    Set<String> untypable = new HashSet<>(texts.keySet());
    untypable.removeAll(overrides.keySet());
    return plan(draft.get(), catalog, overrides, untypable);
  }

  private static Checked<Plan> plan(
      DefinitionDraft draft,
      ComponentCatalog catalog,
      Map<String, Value> overrides,
      Set<String> untypable) {
    Problems problems = draft.problems();
    RunParameters parameters = RunParameters.of(draft, overrides, untypable);
    Expansion expansion = Expansion.of(draft, parameters);
    Map<String, List<PlannedStep>> planned = new LinkedHashMap<>();
    if (expansion.size() <= FanOut.MAXIMUM_STEPS) {
      Targets targets = new Targets(expansion, problems);
      for (StepDefinition step : draft.definition().steps()) {
        Optional<Component> component = catalog.find(step.component());
        List<Optional<FanOutItem>> items = expansion.items().get(step.name());
        if (component.isPresent() && items != null && !draft.brokenSteps().contains(step.name())) {
          StepPlanner planner =
              new StepPlanner(step, component.get(), parameters, targets, problems);
          planned.put(step.name(), items.stream().map(planner::plan).toList());
        }
      }
    }
    return Checked.of(
        problems,
        () ->
            new Plan(
                draft.definition(),
                parameters.values(),
                new StepOrder(planned).sorted(),
                draft.definition().limits()));
  }
}
