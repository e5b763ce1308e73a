package io.stillhouse.cli.definition;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Table;
import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.InputDeclaration;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.value.Value;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what components take, give and can be told. */
public final class ComponentPage {
  private final PrintWriter out;
  private final Style style;

  public ComponentPage(CliEnvironment environment) {
    this.out = environment.out();
    this.style = environment.terminal().outStyle();
  }

  /** A line each, for a person. */
  public void list(List<Component> components) {
    Table table = new Table("COMPONENT", "INPUTS", "OUTPUTS", "DESCRIPTION");
    for (Component component : components) {
      table.row(
          component.name(),
          component.inputs().values().stream()
              .map(ComponentPage::inShort)
              .collect(Collectors.joining(", ")),
          String.join(", ", component.outputs().keySet()),
          component.description());
    }
    table.print(out, style);
  }

  /** Everything about one, for a person. */
  public void print(Component component) {
    out.println(style.bold(component.name()) + "  " + component.description());
    if (!component.inputs().isEmpty()) {
      Table table = new Table("INPUT", "TYPE", "DESCRIPTION");
      component
          .inputs()
          .forEach((name, input) -> table.row(name, type(input), input.description()));
      out.println();
      table.print(out, style);
    }
    if (!component.outputs().isEmpty()) {
      Table table = new Table("OUTPUT", "TYPE", "DESCRIPTION");
      component
          .outputs()
          .forEach(
              (name, output) -> table.row(name, output.type().yamlName(), output.description()));
      out.println();
      table.print(out, style);
    }
    if (!component.parameters().isEmpty()) {
      Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "DESCRIPTION");
      component
          .parameters()
          .forEach(
              (name, parameter) ->
                  table.row(name, type(parameter), standard(parameter), description(parameter)));
      out.println();
      table.print(out, style);
    }
  }

  /** For a program: a list, also of one. */
  public void json(List<Component> components) {
    Json.print(out, components.stream().map(ComponentPage::json).toList());
  }

  private static Map<String, Object> json(Component component) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", component.name());
    json.put("description", component.description());
    json.put("image", component.image());
    Map<String, Object> inputs = new LinkedHashMap<>();
    component
        .inputs()
        .forEach(
            (name, input) ->
                inputs.put(
                    name,
                    ordered(
                        "type", input.type().yamlName(),
                        "list", input.cardinality().isList(),
                        "optional", input.cardinality().isOptional(),
                        "description", input.description())));
    json.put("inputs", inputs);
    Map<String, Object> outputs = new LinkedHashMap<>();
    component
        .outputs()
        .forEach(
            (name, output) ->
                outputs.put(
                    name,
                    ordered(
                        "type", output.type().yamlName(), "description", output.description())));
    json.put("outputs", outputs);
    Map<String, Object> parameters = new LinkedHashMap<>();
    component.parameters().forEach((name, parameter) -> parameters.put(name, json(parameter)));
    json.put("parameters", parameters);
    return json;
  }

  private static Map<String, Object> json(ParameterDeclaration parameter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", parameter.type().yamlName());
    parameter.items().ifPresent(items -> json.put("items", items.yamlName()));
    json.put("required", parameter.mustBeSet());
    parameter.defaultValue().ifPresent(value -> json.put("default", literal(value)));
    if (!parameter.choices().isEmpty()) {
      json.put("enum", parameter.choices().stream().map(ComponentPage::literal).toList());
    }
    parameter.range().minimum().ifPresent(bound -> json.put("minimum", bound));
    parameter.range().maximum().ifPresent(bound -> json.put("maximum", bound));
    parameter.range().exclusiveMinimum().ifPresent(bound -> json.put("exclusiveMinimum", bound));
    parameter.range().exclusiveMaximum().ifPresent(bound -> json.put("exclusiveMaximum", bound));
    parameter.pattern().ifPresent(pattern -> json.put("pattern", pattern));
    json.put("description", parameter.description());
    return json;
  }

  private static Json.Literal literal(Value value) {
    return new Json.Literal(value.canonicalText());
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return map;
  }

  private static String inShort(InputDeclaration input) {
    String name = input.name() + (input.cardinality().isList() ? "[]" : "");
    return input.cardinality().isOptional() ? "(" + name + ")" : name;
  }

  private static String type(InputDeclaration input) {
    return input.type().yamlName()
        + (input.cardinality().isList() ? " list" : "")
        + (input.cardinality().isOptional() ? ", optional" : "");
  }

  private static String type(ParameterDeclaration parameter) {
    return parameter.type().yamlName()
        + parameter.items().map(items -> " of " + items.yamlName()).orElse("");
  }

  private static String standard(ParameterDeclaration parameter) {
    return parameter
        .defaultValue()
        .map(Value::canonicalText)
        .orElse(parameter.mustBeSet() ? "(required)" : "(none)");
  }

  private static String description(ParameterDeclaration parameter) {
    List<String> parts = new ArrayList<>();
    if (!parameter.description().isEmpty()) {
      parts.add(parameter.description());
    }
    if (!parameter.choices().isEmpty()) {
      parts.add(
          "One of "
              + parameter.choices().stream()
                  .map(Value::canonicalText)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    String range = parameter.range().inWords();
    if (!range.isEmpty()) {
      parts.add("(" + range + ")");
    }
    return String.join(" ", parts);
  }
}
