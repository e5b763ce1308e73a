package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Selector;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterShape;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that a step of a definition can refer to. */
final class Scope {
  private final PipelineDraft pipeline;
  private final ComponentCatalog catalog;
  private final Problems problems;
  private final Map<String, ParameterDeclaration> parameters;
  private final Map<String, StepDraft> steps = new LinkedHashMap<>();

  Scope(PipelineDraft pipeline, ComponentCatalog catalog, Problems problems) {
    this.pipeline = pipeline;
    this.catalog = catalog;
    this.problems = problems;
    this.parameters = ParameterShape.named(pipeline.parameters());
    pipeline.steps().forEach(step -> step.name().ifPresent(name -> steps.putIfAbsent(name, step)));
  }

  PipelineDraft pipeline() {
    return pipeline;
  }

  ComponentCatalog catalog() {
    return catalog;
  }

  Problems problems() {
    return problems;
  }

  Map<String, StepDraft> steps() {
    return steps;
  }

  Optional<Component> component(StepDraft step) {
    return step.component().flatMap(catalog::find);
  }

  /** The declared parameter; an unknown one is reported. */
  Optional<ParameterDeclaration> parameter(Reference.ToParameter reference) {
    if (!pipeline.parameterNames().contains(reference.name())) {
      problems.unknown(
          reference.place(),
          "the pipeline has no parameter '" + reference.name() + "'",
          reference.name(),
          pipeline.parameterNames());
    }
    return Optional.ofNullable(parameters.get(reference.name()));
  }

  /** The step referred to; an unknown one is reported. */
  Optional<StepDraft> step(String name, Place place) {
    StepDraft step = steps.get(name);
    if (step == null) {
      problems.unknown(place, "there is no step '" + name + "'", name, steps.keySet());
    }
    return Optional.ofNullable(step);
  }

  /** The type of what is referred to, as far as it is known before planning. */
  Optional<ParameterType> typeOf(Reference reference) {
    return reference instanceof Reference.ToParameter parameter
        ? Optional.ofNullable(parameters.get(parameter.name())).map(ParameterDeclaration::type)
        : Optional.empty();
  }

  /** Reports an item outside a fan-out. */
  void checkItem(Reference.ToItem reference, StepDraft step) {
    if (!step.fannedOut()) {
      problems.error(
          reference.place(),
          "there is no item: the step has no forEach, so ${" + reference + "} means nothing");
    }
  }

  /** Whether brackets fit to the step that they are about; if not, it is reported. */
  boolean checkSelector(Selector selector, StepDraft target, StepDraft from, Place place) {
    Optional<String> problem =
        target.fannedOut() ? ofFanOut(selector, target, from) : ofSingle(selector, target);
    problem.ifPresent(message -> problems.error(place, message));
    return problem.isEmpty();
  }

  private static Optional<String> ofSingle(Selector selector, StepDraft target) {
    return selector instanceof Selector.Single
        ? Optional.empty()
        : Optional.of(
            "step '"
                + target.name().orElse("")
                + "' is not fanned out: leave "
                + selector
                + " out");
  }

  private static Optional<String> ofFanOut(Selector selector, StepDraft target, StepDraft from) {
    String name = target.name().orElse("");
    if (selector instanceof Selector.Single) {
      return Optional.of(
          "step '%s' is fanned out: say which of its items, %s[item], %s[*] or %s[NAME]"
              .formatted(name, name, name, name));
    }
    if (selector instanceof Selector.SameItem && !from.fannedOut()) {
      return Optional.of(
          "[item] needs a step with forEach, this one has none: write [*] for all items or [NAME]"
              + " for one");
    }
    if (selector instanceof Selector.SameItem && !sameList(target, from)) {
      return Optional.of(
          "[item] needs the same list on both sides, but step '"
              + name
              + "' is fanned out over another one");
    }
    return Optional.empty();
  }

  private static boolean sameList(StepDraft a, StepDraft b) {
    return a.forEach().isEmpty()
        || b.forEach().isEmpty()
        || a.forEach().get().asWritten().equals(b.forEach().get().asWritten());
  }
}
