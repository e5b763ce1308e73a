package io.stillhouse.server.pipelines;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.v1.ComponentPort;
import io.stillhouse.v1.ComponentView;
import io.stillhouse.v1.DefinitionProblem;
import io.stillhouse.v1.ParameterForm;
import io.stillhouse.v1.ProblemSeverity;

/** Parameters, components and problems as messages. */
final class Forms {
  private Forms() {}

  static DefinitionProblem problem(Problem problem) {
    DefinitionProblem.Builder told =
        DefinitionProblem.newBuilder()
            .setSeverity(
                problem.severity() == Severity.ERROR
                    ? ProblemSeverity.PROBLEM_ERROR
                    : ProblemSeverity.PROBLEM_WARNING)
            .setLine(problem.location().line())
            .setColumn(problem.location().column())
            .setPath(problem.path())
            .setMessage(problem.message());
    String suggestion = problem.suggestion();
    if (suggestion != null) {
      told.setSuggestion(suggestion);
    }
    if (!problem.location().file().equals(Definitions.NAME)) {
      told.setFile(problem.location().file());
    }
    return told.build();
  }

  static ParameterForm parameter(ParameterDeclaration parameter) {
    ParameterForm.Builder form =
        ParameterForm.newBuilder()
            .setName(parameter.name())
            .setType(parameter.type().yamlName())
            .setRequired(parameter.mustBeSet())
            .setDefaultText(parameter.defaultValue().map(Forms::typed).orElse(""))
            .setDescription(parameter.description())
            .setPattern(parameter.pattern().orElse(""));
    parameter.items().ifPresent(items -> form.setItems(items.yamlName()));
    parameter.choices().forEach(choice -> form.addChoices(typed(choice)));
    parameter.range().minimum().ifPresent(form::setMinimum);
    parameter.range().maximum().ifPresent(form::setMaximum);
    parameter.range().exclusiveMinimum().ifPresent(form::setExclusiveMinimum);
    parameter.range().exclusiveMaximum().ifPresent(form::setExclusiveMaximum);
    return form.build();
  }

  static ComponentView component(Component component) {
    ComponentView.Builder view =
        ComponentView.newBuilder()
            .setName(component.name())
            .setDescription(component.description())
            .setImage(component.image());
    component
        .inputs()
        .forEach(
            (name, input) ->
                view.addInputs(
                    ComponentPort.newBuilder()
                        .setName(name)
                        .setType(input.type().yamlName())
                        .setDescription(input.description())
                        .setOptional(input.cardinality().isOptional())
                        .setList(input.cardinality().isList())));
    component
        .outputs()
        .forEach(
            (name, output) ->
                view.addOutputs(
                    ComponentPort.newBuilder()
                        .setName(name)
                        .setType(output.type().yamlName())
                        .setDescription(output.description())));
    component.parameters().values().forEach(parameter -> view.addParameters(parameter(parameter)));
    return view.build();
  }

  /** A value as it would be typed on a command line. */
  private static String typed(Value value) {
    return value instanceof TextValue text ? text.text() : value.canonicalText();
  }
}
