package io.stillhouse.model.plan;

import io.stillhouse.model.definition.DefinitionDraft;
import io.stillhouse.model.definition.PipelineDefinition;
import io.stillhouse.model.parameter.Acceptance;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterText;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.value.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of a run's parameters: defaults, and what was set from outside. */
final class RunParameters {
  /** What to make of a parameter that must be set and is not. */
  enum Unset {
    IS_AN_ERROR,
    IS_ALLOWED
  }

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> invalid = new HashSet<>();

  private RunParameters() {}

  /**
   * Fills in values and reports those that do not fit.
   *
   * @param untypable parameters that were set to something that was refused already
   */
  static RunParameters of(
      DefinitionDraft draft, Map<String, Value> overrides, Set<String> untypable, Unset unset) {
    RunParameters parameters = new RunParameters();
    parameters.invalid.addAll(untypable);
    parameters.invalid.addAll(draft.brokenParameters());
    PipelineDefinition definition = draft.definition();
    Problems problems = draft.problems();
    for (String name : overrides.keySet()) {
      if (!definition.parameters().containsKey(name) && !draft.brokenParameters().contains(name)) {
        problems.unknown(
            ParameterText.place(name),
            "the pipeline has no parameter '" + name + "'",
            name,
            definition.parameters().keySet());
      }
    }
    for (ParameterDeclaration declaration : definition.parameters().values()) {
      Value override = overrides.get(declaration.name());
      if (override != null) {
        parameters.set(declaration, override, problems);
      } else if (!untypable.contains(declaration.name())) {
        parameters.setDefault(declaration, problems, unset);
      }
    }
    return parameters;
  }

  private void set(ParameterDeclaration declaration, Value override, Problems problems) {
    String name = declaration.name();
    Acceptance acceptance = declaration.accept(override);
    acceptance.value().ifPresentOrElse(value -> values.put(name, value), () -> invalid.add(name));
    Place place = ParameterText.place(name);
    for (Acceptance.Objection objection : acceptance.objections()) {
      String element =
          objection.element().isPresent() ? "element " + objection.element().getAsInt() + " " : "";
      problems.add(
          new Problem(
              Severity.ERROR,
              place.location(),
              place.path(),
              element + objection.message(),
              objection.suggestion()));
    }
  }

  private void setDefault(ParameterDeclaration declaration, Problems problems, Unset unset) {
    String name = declaration.name();
    if (declaration.defaultValue().isPresent()) {
      values.put(name, declaration.defaultValue().get());
    } else if (declaration.mustBeSet()) {
      invalid.add(name);
      if (unset == Unset.IS_ALLOWED) {
        return;
      }
      problems.error(
          ParameterText.place(name),
          "the pipeline's parameter '"
              + name
              + "' has no default: set it with -p "
              + name
              + "=VALUE");
    }
  }

  Map<String, Value> values() {
    return Collections.unmodifiableMap(values);
  }

  Optional<Value> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether the parameter's value was refused, which was reported. */
  boolean isInvalid(String name) {
    return invalid.contains(name);
  }
}
