package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.InputDeclaration;
import io.stillhouse.model.component.OutputDeclaration;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.Selector;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.Named;
import java.util.Optional;

/** Holds the wiring of one step against the inputs of its component. */
final class StepInputCheck {
  private final Scope scope;
  private final StepDraft step;
  private final Component component;
  private boolean valid = true;

  StepInputCheck(Scope scope, StepDraft step, Component component) {
    this.scope = scope;
    this.step = step;
    this.component = component;
  }

  /** Reports everything; whether the inputs can be planned. */
  boolean check() {
    valid = step.inputs().size() == step.inputNames().size();
    step.inputs().values().forEach(this::check);
    for (InputDeclaration input : component.inputs().values()) {
      if (!input.cardinality().isOptional() && !step.inputNames().contains(input.name())) {
        error(
            step.place(),
            "component '"
                + component.name()
                + "' needs the input '"
                + input.name()
                + "', a "
                + input.type().yamlName());
      }
    }
    return valid;
  }

  private void check(Named<InputDefinition> entry) {
    InputDeclaration input = component.inputs().get(entry.name());
    if (input == null) {
      valid = false;
      scope
          .problems()
          .unknown(
              entry.namePlace(),
              "component '" + component.name() + "' has no input '" + entry.name() + "'",
              entry.name(),
              component.inputs().keySet());
    } else {
      checkCardinality(entry.value(), input);
    }
    for (Reference.ToOutput source : entry.value().sources()) {
      check(source, Optional.ofNullable(input));
    }
  }

  private void checkCardinality(InputDefinition wiring, InputDeclaration input) {
    if (input.cardinality().isList()) {
      return;
    }
    if (wiring.form() == InputDefinition.Form.LIST) {
      error(wiring.place(), "input '" + input.name() + "' takes one artifact, not a list");
    } else if (wiring.sources().get(0).selector() instanceof Selector.All) {
      error(
          wiring.place(),
          "input '"
              + input.name()
              + "' takes one artifact, [*] gives a list: write [item] or the name of an item");
    }
  }

  private void check(Reference.ToOutput source, Optional<InputDeclaration> input) {
    Optional<StepDraft> target = scope.step(source.step(), source.place());
    if (target.isEmpty()) {
      valid = false;
      return;
    }
    valid &= scope.checkSelector(source.selector(), target.get(), step, source.place());
    Optional<Component> producer = scope.component(target.get());
    if (producer.isEmpty()) {
      return;
    }
    OutputDeclaration output = producer.get().outputs().get(source.output());
    if (output == null) {
      valid = false;
      scope
          .problems()
          .unknown(
              source.place(),
              "step '"
                  + source.step()
                  + "' ("
                  + producer.get().name()
                  + ") has no output '"
                  + source.output()
                  + "'",
              source.output(),
              producer.get().outputs().keySet());
    } else if (input.isPresent() && input.get().type() != output.type()) {
      error(
          source.place(),
          "input '"
              + input.get().name()
              + "' takes a "
              + input.get().type().yamlName()
              + ", but ${"
              + source
              + "} is a "
              + output.type().yamlName());
    }
  }

  private void error(Place place, String message) {
    valid = false;
    scope.problems().error(place, message);
  }
}
