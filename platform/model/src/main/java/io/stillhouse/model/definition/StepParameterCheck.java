package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.expression.Reference;
import io.stillhouse.model.expression.References;
import io.stillhouse.model.expression.Template;
import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.shape.Named;
import java.util.Optional;

/** Holds the parameters of one step against those of its component. */
final class StepParameterCheck {
  private final Scope scope;
  private final StepDraft step;
  private final Component component;
  private boolean valid = true;

  StepParameterCheck(Scope scope, StepDraft step, Component component) {
    this.scope = scope;
    this.step = step;
    this.component = component;
  }

  /** Reports everything; whether the parameters can be planned. */
  boolean check() {
    valid = step.parameters().size() == step.parameterNames().size();
    step.parameters().values().forEach(this::check);
    for (ParameterDeclaration declaration : component.parameters().values()) {
      if (declaration.mustBeSet() && !step.parameterNames().contains(declaration.name())) {
        error(
            step.place(),
            "component '"
                + component.name()
                + "' needs the parameter '"
                + declaration.name()
                + "', "
                + declaration.type().withArticle());
      }
    }
    return valid;
  }

  private void check(Named<Template> entry) {
    ParameterDeclaration declaration = component.parameters().get(entry.name());
    if (declaration == null) {
      valid = false;
      scope
          .problems()
          .unknown(
              entry.namePlace(),
              "component '" + component.name() + "' has no parameter '" + entry.name() + "'",
              entry.name(),
              component.parameters().keySet());
    }
    for (Reference reference : References.of(entry.value())) {
      check(reference);
    }
    if (declaration != null) {
      check(entry.value(), declaration);
    }
  }

  private void check(Reference reference) {
    if (reference instanceof Reference.ToParameter parameter) {
      valid &= scope.parameter(parameter).isPresent();
    } else if (reference instanceof Reference.ToItem item) {
      valid &= step.fannedOut();
      scope.checkItem(item, step);
    } else if (reference instanceof Reference.ToOutput output) {
      error(
          output.place(),
          "an output is an artifact: wire it under 'inputs', not under 'parameters'");
    }
  }

  private void check(Template template, ParameterDeclaration declaration) {
    Optional<Template.Literal> whole = literal(template);
    if (whole.isPresent()) {
      report(declaration.accept(whole.get().value()), template);
      return;
    }
    if (template instanceof Template.Elements elements) {
      if (requireType(template, ParameterType.LIST, declaration.type())) {
        declaration
            .items()
            .ifPresent(type -> elements.elements().forEach(element -> check(element, type)));
      }
    } else {
      check(template, declaration.type());
    }
  }

  /** Checks what is not all literal, so that only its type is known. */
  private void check(Template template, ParameterType wanted) {
    if (template instanceof Template.Expression expression) {
      scope.typeOf(expression.reference()).ifPresent(type -> requireType(template, type, wanted));
    } else if (template instanceof Template.Text) {
      requireType(template, ParameterType.STRING, wanted);
    } else if (template instanceof Template.Elements) {
      requireType(template, ParameterType.LIST, wanted);
    } else if (template instanceof Template.Entries) {
      requireType(template, ParameterType.MAP, wanted);
    }
  }

  private boolean requireType(Template template, ParameterType actual, ParameterType wanted) {
    boolean fits =
        actual == wanted
            || (actual == ParameterType.INTEGER && wanted == ParameterType.NUMBER)
            || (isText(actual) && isText(wanted));
    if (!fits) {
      error(
          template.place(),
          (template instanceof Template.Expression ? "${" + reference(template) + "} is " : "is ")
              + actual.withArticle()
              + ", it must be "
              + wanted.withArticle());
    }
    return fits;
  }

  private static String reference(Template template) {
    return template instanceof Template.Expression expression
        ? expression.reference().toString()
        : "";
  }

  private static boolean isText(ParameterType type) {
    return type == ParameterType.STRING || type == ParameterType.SOURCE;
  }

  private void report(Acceptance acceptance, Template template) {
    for (Acceptance.Objection objection : acceptance.objections()) {
      valid = false;
      Place place =
          objection.element().isPresent() && template instanceof Template.Elements elements
              ? elements.elements().get(objection.element().getAsInt()).place()
              : template.place();
      scope
          .problems()
          .add(
              new Problem(
                  Severity.ERROR,
                  place.location(),
                  place.path(),
                  objection.message(),
                  objection.suggestion()));
    }
  }

  private static Optional<Template.Literal> literal(Template template) {
    return References.of(template).isEmpty()
        ? Optional.of(new Template.Literal(template.asWritten(), template.place()))
        : Optional.empty();
  }

  private void error(Place place, String message) {
    valid = false;
    Problems problems = scope.problems();
    problems.error(place, message);
  }
}
