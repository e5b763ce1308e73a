package io.stillhouse.model.plan;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.InputDeclaration;
import io.stillhouse.model.definition.InputDefinition;
import io.stillhouse.model.definition.StepDefinition;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the steps that come of one step of the definition. */
final class StepPlanner {
  private final StepDefinition step;
  private final Component component;
  private final RunParameters parameters;
  private final Targets targets;
  private final Problems problems;

  StepPlanner(
      StepDefinition step,
      Component component,
      RunParameters parameters,
      Targets targets,
      Problems problems) {
    this.step = step;
    this.component = component;
    this.parameters = parameters;
    this.targets = targets;
    this.problems = problems;
  }

  /** The step of one item; what does not fit is reported, and then the step is not to be run. */
  PlannedStep plan(Optional<FanOutItem> item) {
    Resolver resolver = new Resolver(parameters, item, problems);
    return new PlannedStep(
        Expansion.name(step.name(), item),
        step.name(),
        item.map(FanOutItem::name).orElse(null),
        component,
        parameters(resolver, item),
        inputs(item),
        step.when()
            .map(when -> new ConditionBinder(resolver, targets, item, problems).bind(when))
            .orElse(Condition.ALWAYS),
        step.retry(),
        step.timeout(),
        step.resources(),
        step.scheduling(),
        step.dataParallel(),
        step.cacheable(),
        step.environment(),
        step.labels());
  }

  private Map<String, Value> parameters(Resolver resolver, Optional<FanOutItem> item) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (ParameterDeclaration declaration : component.parameters().values()) {
      Template template = step.parameters().get(declaration.name());
      Resolution resolution = template == null ? Resolution.UNSET : resolver.resolve(template);
      if (resolution.kind() == Resolution.Kind.VALUE && template != null) {
        accept(declaration, resolution, template, item)
            .ifPresent(value -> values.put(declaration.name(), value));
      } else if (resolution.kind() == Resolution.Kind.UNSET) {
        declaration.defaultValue().ifPresent(value -> values.put(declaration.name(), value));
        if (declaration.mustBeSet() && template != null) {
          resolver.reportUnset(template.asWritten().canonicalText(), template.place());
        }
      }
    }
    return values;
  }

  private Optional<Value> accept(
      ParameterDeclaration declaration,
      Resolution resolution,
      Template template,
      Optional<FanOutItem> item) {
    Acceptance acceptance = resolution.value().map(declaration::accept).orElseThrow();
    if (template instanceof Template.Literal) {
      // Whatever is wrong with a literal was reported when the definition was checked.
      return acceptance.value();
    }
    for (Acceptance.Objection objection : acceptance.objections()) {
      Place place = template.place();
      String of = item.map(FanOutItem::name).map(name -> " (item '" + name + "')").orElse("");
      problems.add(
          new Problem(
              Severity.ERROR,
              place.location(),
              place.path(),
              objection.message() + of,
              objection.suggestion()));
    }
    return acceptance.value();
  }

  private Map<String, InputWiring> inputs(Optional<FanOutItem> item) {
    Map<String, InputWiring> inputs = new LinkedHashMap<>();
    for (InputDeclaration input : component.inputs().values()) {
      InputDefinition wiring = step.inputs().get(input.name());
      if (wiring != null) {
        wiring(input, wiring, item).ifPresent(planned -> inputs.put(input.name(), planned));
      }
    }
    return inputs;
  }

  private Optional<InputWiring> wiring(
      InputDeclaration input, InputDefinition wiring, Optional<FanOutItem> item) {
    List<OutputOf> sources = new ArrayList<>();
    for (Reference.ToOutput source : wiring.sources()) {
      Optional<List<String>> steps =
          targets.of(source.step(), source.selector(), item, source.place());
      if (steps.isEmpty()) {
        return Optional.empty();
      }
      steps.get().forEach(name -> sources.add(new OutputOf(name, source.output())));
    }
    if (sources.isEmpty() && !input.cardinality().isOptional()) {
      problems.error(
          wiring.place(),
          "input '" + input.name() + "' needs at least one artifact, but the fan-out has no items");
      return Optional.empty();
    }
    if (sources.isEmpty() && !input.cardinality().isList()) {
      return Optional.empty();
    }
    return Optional.of(new InputWiring(sources, input.cardinality()));
  }
}
