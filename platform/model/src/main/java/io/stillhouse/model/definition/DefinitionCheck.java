package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.expression.ConditionExpression;
import io.stillhouse.model.expression.ConditionTypes;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.References;
import io.stillhouse.model.expression.Selector;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.shape.Named;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a definition as a whole, as far as that is possible before it is planned. */
final class DefinitionCheck {
  /** The most steps that a definition may have. */
  private static final int MAXIMUM_STEPS = 1000;

  /** Names that the store uses itself beside the steps' folders. */
  private static final Set<String> RESERVED_NAMES = Set.of("cancel");

  private final Scope scope;
  private final Problems problems;

  DefinitionCheck(Scope scope) {
    this.scope = scope;
    this.problems = scope.problems();
  }

  /** Reports everything, and returns the names of the steps that cannot be planned. */
  Set<String> check() {
    Set<String> broken = new HashSet<>();
    if (scope.pipeline().steps().size() > MAXIMUM_STEPS) {
      problems.error(scope.pipeline().stepsPlace(), "a pipeline has at most 1000 steps");
      return Set.copyOf(scope.steps().keySet());
    }
    checkNames();
    for (StepDraft step : scope.pipeline().steps()) {
      if (!checkStep(step)) {
        step.name().ifPresent(broken::add);
      }
    }
    new CycleCheck(scope).check();
    checkUnusedParameters();
    return broken;
  }

  private void checkNames() {
    Map<String, Place> seen = new HashMap<>();
    for (StepDraft step : scope.pipeline().steps()) {
      step.name()
          .ifPresent(
              name -> {
                Place first = seen.putIfAbsent(name, step.namePlace());
                if (first != null) {
                  problems.error(
                      step.namePlace(),
                      "a step in line "
                          + first.location().line()
                          + " is called '"
                          + name
                          + "' already");
                }
                if (RESERVED_NAMES.contains(name)) {
                  problems.error(
                      step.namePlace(),
                      "the store uses the name '" + name + "' itself: choose another");
                }
              });
    }
  }

  /** Whether the step can be planned. */
  private boolean checkStep(StepDraft step) {
    step.forEach().ifPresent(this::checkForEach);
    boolean condition = step.when().isEmpty() || checkCondition(step, step.when().get());
    Optional<Component> component = scope.component(step);
    if (component.isEmpty()) {
      step.component()
          .ifPresent(
              name ->
                  problems.unknown(
                      step.componentPlace(),
                      "there is no component '" + name + "'",
                      name,
                      scope.catalog().names()));
      step.parameters().values().forEach(entry -> checkReferences(entry.value(), step));
      return false;
    }
    boolean parameters = new StepParameterCheck(scope, step, component.get()).check();
    boolean inputs = new StepInputCheck(scope, step, component.get()).check();
    new LimitCheck(scope).check(step);
    new DataParallelCheck(scope).check(step, component.get());
    return condition && parameters && inputs;
  }

  private void checkForEach(Template list) {
    if (list instanceof Template.Expression expression) {
      Reference reference = expression.reference();
      if (reference instanceof Reference.ToParameter parameter) {
        scope
            .parameter(parameter)
            .filter(declared -> declared.type() != ParameterType.LIST)
            .ifPresent(
                declared ->
                    problems.error(
                        list.place(),
                        "forEach needs a list, parameter '"
                            + parameter.name()
                            + "' is "
                            + declared.type().withArticle()));
      } else {
        problems.error(
            list.place(),
            "forEach needs a list that is known when the run is planned: ${parameters.NAME} or a"
                + " list written here");
      }
    } else if (!(list instanceof Template.Elements)) {
      problems.error(list.place(), "forEach needs a list: ${parameters.NAME} or one written here");
    } else {
      for (Reference reference : References.of(list)) {
        if (reference instanceof Reference.ToParameter parameter) {
          scope.parameter(parameter);
        } else {
          problems.error(reference.place(), "only parameters can stand inside forEach");
        }
      }
    }
  }

  private void checkReferences(Template template, StepDraft step) {
    for (Reference reference : References.of(template)) {
      if (reference instanceof Reference.ToParameter parameter) {
        scope.parameter(parameter);
      } else if (reference instanceof Reference.ToItem item) {
        scope.checkItem(item, step);
      }
    }
  }

  private boolean checkCondition(StepDraft step, ConditionExpression condition) {
    boolean valid = true;
    for (Reference reference : References.of(condition.root())) {
      if (reference instanceof Reference.ToParameter parameter) {
        valid &= scope.parameter(parameter).isPresent();
      } else if (reference instanceof Reference.ToItem item) {
        scope.checkItem(item, step);
        valid &= step.fannedOut();
      } else if (reference instanceof Reference.ToMetric metric) {
        valid &= checkMetric(metric, step);
      } else {
        problems.error(
            reference.place(), "a condition asks for metrics, parameters and items, not outputs");
        valid = false;
      }
    }
    return new ConditionTypes(scope::typeOf, problems).check(condition.root()) && valid;
  }

  private boolean checkMetric(Reference.ToMetric metric, StepDraft step) {
    Optional<StepDraft> target = scope.step(metric.step(), metric.place());
    if (metric.selector() instanceof Selector.All) {
      problems.error(metric.place(), "a condition needs one number: name one item instead of [*]");
      return false;
    }
    return target.isPresent()
        && scope.checkSelector(metric.selector(), target.get(), step, metric.place());
  }

  private void checkUnusedParameters() {
    Set<String> used = new HashSet<>();
    for (StepDraft step : scope.pipeline().steps()) {
      step.parameters().values().forEach(entry -> use(References.of(entry.value()), used));
      step.forEach().ifPresent(list -> use(References.of(list), used));
      step.when().ifPresent(condition -> use(References.of(condition.root()), used));
      if (step.parameters().size() < step.parameterNames().size()) {
        // An expression that made no sense may have been the only use.
        return;
      }
    }
    if (scope.pipeline().steps().isEmpty()
        || !scope.pipeline().parameterNames().containsAll(used)) {
      // Whatever is misspelt may have been the only use.
      return;
    }
    for (Named<?> parameter : scope.pipeline().parameters().values()) {
      if (!used.contains(parameter.name())) {
        problems.warning(
            parameter.namePlace(),
            "nothing uses the parameter '"
                + parameter.name()
                + "': remove it, or use it as"
                + " ${parameters."
                + parameter.name()
                + "}");
      }
    }
  }

  private static void use(Iterable<Reference> references, Set<String> used) {
    for (Reference reference : references) {
      if (reference instanceof Reference.ToParameter parameter) {
        used.add(parameter.name());
      }
    }
  }
}
