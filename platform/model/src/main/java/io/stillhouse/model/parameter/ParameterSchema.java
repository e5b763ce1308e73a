package io.stillhouse.model.parameter;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.value.Value;
import java.util.List;

/** Describes the values of a declared parameter to editors. */
public final class ParameterSchema {
  private static final String EXPRESSION = "\\$\\{.+\\}";

  private ParameterSchema() {}

  static String jsonType(ParameterType type) {
    return switch (type) {
      case STRING, SOURCE -> "string";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case LIST -> "array";
      case MAP -> "object";
    };
  }

  /** What a definition may set a parameter to: a value that it accepts, or an expression. */
  public static JsonObject describe(ParameterDeclaration declaration) {
    JsonObject schema = new JsonObject().with("description", description(declaration));
    declaration
        .defaultValue()
        .ifPresent(value -> schema.withText("default", value.canonicalText()));
    JsonObject expression =
        new JsonObject()
            .with("type", "string")
            .with("pattern", EXPRESSION)
            .with("description", "An expression: ${parameters.NAME}, ${item.KEY}.");
    return schema.with("anyOf", List.of(literal(declaration), expression));
  }

  private static JsonObject literal(ParameterDeclaration declaration) {
    if (!declaration.choices().isEmpty()) {
      return new JsonObject()
          .withTexts("enum", declaration.choices().stream().map(Value::canonicalText).toList());
    }
    JsonObject schema = new JsonObject().with("type", jsonType(declaration.type()));
    if (declaration.type() == ParameterType.LIST && declaration.items().isPresent()) {
      JsonObject element = new JsonObject().with("type", jsonType(declaration.items().get()));
      bound(element, declaration);
      JsonObject expression = new JsonObject().with("type", "string").with("pattern", EXPRESSION);
      return schema.with("items", new JsonObject().with("anyOf", List.of(element, expression)));
    }
    bound(schema, declaration);
    return schema;
  }

  private static void bound(JsonObject schema, ParameterDeclaration declaration) {
    NumberRange range = declaration.range();
    range.minimum().ifPresent(bound -> schema.with("minimum", bound.doubleValue()));
    range.maximum().ifPresent(bound -> schema.with("maximum", bound.doubleValue()));
    range.exclusiveMinimum().ifPresent(b -> schema.with("exclusiveMinimum", b.doubleValue()));
    range.exclusiveMaximum().ifPresent(b -> schema.with("exclusiveMaximum", b.doubleValue()));
    declaration.pattern().ifPresent(pattern -> schema.with("pattern", "^(?:" + pattern + ")$"));
  }

  private static String description(ParameterDeclaration declaration) {
    String need = declaration.mustBeSet() ? " Must be set." : "";
    return declaration.description()
        + " ("
        + declaration.type().withArticle()
        + (declaration.range().inWords().isEmpty() ? "" : ", " + declaration.range().inWords())
        + ")"
        + need;
  }
}
