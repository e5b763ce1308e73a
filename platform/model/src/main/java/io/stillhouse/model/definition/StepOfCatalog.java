package io.stillhouse.model.definition;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.InputDeclaration;
import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterSchema;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A step whose description knows the parameters and inputs of each component. */
final class StepOfCatalog implements Shape<StepDraft> {
  private static final JsonObject STRING_OR_LIST =
      new JsonObject().with("type", List.of("string", "array"));

  private final ComponentCatalog catalog;

  StepOfCatalog(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<StepDraft> read(Cursor cursor) {
    return StepShape.STEP.read(cursor);
  }

  @Override
  public JsonObject describe() {
    JsonObject step = StepShape.STEP.describe();
    List<JsonObject> rules = new ArrayList<>();
    List<JsonObject> choices = new ArrayList<>();
    for (Component component : catalog.components()) {
      rules.add(rule(component));
      choices.add(
          new JsonObject()
              .with("const", component.name())
              .with("description", component.description()));
    }
    if (choices.isEmpty()) {
      return step;
    }
    rules.add(
        new JsonObject()
            .with(
                "properties",
                new JsonObject()
                    .with(StepShape.COMPONENT_KEY, new JsonObject().with("oneOf", choices))));
    return step.with("allOf", rules);
  }

  private static JsonObject rule(Component component) {
    JsonObject then =
        new JsonObject()
            .with(
                "properties",
                new JsonObject()
                    .with(StepShape.PARAMETERS_KEY, parameters(component))
                    .with(StepShape.INPUTS_KEY, inputs(component)));
    List<String> required = new ArrayList<>();
    if (component.parameters().values().stream().anyMatch(ParameterDeclaration::mustBeSet)) {
      required.add(StepShape.PARAMETERS_KEY);
    }
    if (component.inputs().values().stream().anyMatch(StepOfCatalog::isRequired)) {
      required.add(StepShape.INPUTS_KEY);
    }
    return new JsonObject()
        .with(
            "if",
            new JsonObject()
                .with(
                    "properties",
                    new JsonObject()
                        .with(
                            StepShape.COMPONENT_KEY,
                            new JsonObject().with("const", component.name())))
                .with("required", List.of(StepShape.COMPONENT_KEY)))
        .with("then", required.isEmpty() ? then : then.with("required", required));
  }

  private static JsonObject parameters(Component component) {
    JsonObject properties = new JsonObject();
    component
        .parameters()
        .forEach((name, parameter) -> properties.with(name, ParameterSchema.describe(parameter)));
    return closed(
        properties,
        component.parameters().values().stream()
            .filter(ParameterDeclaration::mustBeSet)
            .map(ParameterDeclaration::name)
            .toList());
  }

  private static JsonObject inputs(Component component) {
    JsonObject properties = new JsonObject();
    component
        .inputs()
        .forEach(
            (name, input) ->
                properties.with(
                    name,
                    new JsonObject()
                        .with(
                            "description",
                            input.type().yamlName()
                                + (input.cardinality().isList() ? " (list): " : ": ")
                                + input.description())
                        .withAll(
                            input.cardinality().isList()
                                ? STRING_OR_LIST
                                : new JsonObject().with("type", "string"))));
    return closed(
        properties,
        component.inputs().values().stream()
            .filter(StepOfCatalog::isRequired)
            .map(InputDeclaration::name)
            .toList());
  }

  private static boolean isRequired(InputDeclaration input) {
    return !input.cardinality().isOptional();
  }

  private static JsonObject closed(JsonObject properties, List<String> required) {
    JsonObject schema =
        new JsonObject()
            .with("type", "object")
            .with("additionalProperties", false)
            .with("properties", properties);
    return required.isEmpty() ? schema : schema.with("required", required);
  }
}
