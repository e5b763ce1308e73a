package io.stillhouse.model.parameter;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.parameter.ParameterDeclaration.Presence;
import io.stillhouse.model.shape.BooleanShape;
import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ListShape;
import io.stillhouse.model.shape.MapShape;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.shape.NumberShape;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Declares how parameters are declared in YAML, for components and pipelines alike. */
public final class ParameterShape {
  private static final Shape<ParameterType> TYPES =
      ChoiceShape.of(ParameterType.values(), ParameterType::yamlName);

  private static final Key<ParameterType> TYPE =
      Key.required(
          "type",
          TYPES,
          "string, integer, number, boolean, list, map, or source: data outside the store.");
  private static final Key<ParameterType> ITEMS =
      Key.optional("items", TYPES, "The type of a list's values; any by default.");
  private static final Key<Value> DEFAULT =
      Key.optional("default", new ValueShape(), "The value when nobody sets one.");
  private static final Key<Boolean> OPTIONAL =
      Key.optional("optional", new BooleanShape(), "true: it may stay without a value.");
  private static final Key<Double> MINIMUM =
      Key.optional("minimum", NumberShape.any(), "The least number.");
  private static final Key<Double> MAXIMUM =
      Key.optional("maximum", NumberShape.any(), "The greatest number.");
  private static final Key<Double> EXCLUSIVE_MINIMUM =
      Key.optional("exclusiveMinimum", NumberShape.any(), "A number that must be exceeded.");
  private static final Key<Double> EXCLUSIVE_MAXIMUM =
      Key.optional("exclusiveMaximum", NumberShape.any(), "A number that must not be reached.");
  private static final Key<List<Value>> ENUM =
      Key.optional("enum", ListShape.notEmpty(new ValueShape()), "The only values allowed.");
  private static final Key<String> PATTERN =
      Key.optional(
          "pattern", TextShape.any(), "A regular expression that the whole string matches.");
  private static final Key<String> DESCRIPTION =
      Key.optional("description", TextShape.any(), "What it means, with its unit.");

  private static final ObjectShape<ParameterDeclaration> DECLARATION =
      ObjectShape.of(
          "a parameter",
          List.of(
              TYPE,
              DESCRIPTION,
              DEFAULT,
              OPTIONAL,
              ITEMS,
              MINIMUM,
              MAXIMUM,
              EXCLUSIVE_MINIMUM,
              EXCLUSIVE_MAXIMUM,
              ENUM,
              PATTERN),
          ParameterShape::declaration);

  /** Parameters by name, in the order they were written. */
  public static final Shape<Map<String, Named<ParameterDeclaration>>> PARAMETERS =
      MapShape.of(Form.IDENTIFIER, new WithTypedDefault());

  private ParameterShape() {}

  /** The declarations with their names. */
  public static Map<String, ParameterDeclaration> named(
      Map<String, Named<ParameterDeclaration>> parameters) {
    Map<String, ParameterDeclaration> named = new LinkedHashMap<>();
    parameters.forEach((name, entry) -> named.put(name, withName(entry.value(), name)));
    return named;
  }

  private static ParameterDeclaration withName(ParameterDeclaration declaration, String name) {
    return new ParameterDeclaration(
        name,
        declaration.type(),
        declaration.items(),
        declaration.defaultValue(),
        declaration.presence(),
        declaration.range(),
        declaration.choices(),
        declaration.pattern(),
        declaration.description());
  }

  private static Optional<ParameterDeclaration> declaration(Fields fields) {
    if (fields.get(TYPE).isEmpty()) {
      return Optional.empty();
    }
    ParameterType type = fields.get(TYPE).get();
    ParameterType element = fields.get(ITEMS).orElse(type);
    NumberRange range =
        new NumberRange(
            fields.get(MINIMUM),
            fields.get(MAXIMUM),
            fields.get(EXCLUSIVE_MINIMUM),
            fields.get(EXCLUSIVE_MAXIMUM));
    if (fields.has(ITEMS) && type != ParameterType.LIST) {
      fields.error(ITEMS, "only a list has items, this is " + type.withArticle());
    }
    if (!range.equals(NumberRange.ALL)
        && element != ParameterType.INTEGER
        && element != ParameterType.NUMBER) {
      fields.error(TYPE, "only numbers have a range, this is " + type.withArticle());
    }
    if (range.isEmpty()) {
      fields.error(MINIMUM, "no number is " + range.inWords());
    }
    if (fields.get(PATTERN).isPresent()
        && element != ParameterType.STRING
        && element != ParameterType.SOURCE) {
      fields.error(PATTERN, "only strings have a pattern, this is " + type.withArticle());
    }
    ParameterDeclaration bare =
        new ParameterDeclaration(
            "",
            type,
            fields.get(ITEMS),
            Optional.empty(),
            fields.get(OPTIONAL).orElse(false) ? Presence.OPTIONAL : Presence.REQUIRED,
            range,
            List.of(),
            fields.get(PATTERN).filter(pattern -> compiles(fields, pattern)),
            fields.get(DESCRIPTION).orElse(""));
    List<Value> choices = new ArrayList<>();
    for (Value choice : fields.get(ENUM).orElse(List.of())) {
      accepted(bare, choice, fields, ENUM).ifPresent(choices::add);
    }
    ParameterDeclaration complete = with(bare, choices, Optional.empty());
    Optional<Value> defaultValue =
        fields.get(DEFAULT).flatMap(value -> accepted(complete, value, fields, DEFAULT));
    if (fields.has(DEFAULT) && defaultValue.isEmpty()) {
      // Without its default it would look as if it had to be set.
      return Optional.empty();
    }
    return Optional.of(with(bare, choices, defaultValue));
  }

  private static boolean compiles(Fields fields, String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      fields.error(PATTERN, "is not a regular expression: " + e.getDescription());
    } catch (StackOverflowError e) {
      // Pattern.compile recurses at every parenthesis; there is no other bound to be had.
      fields.error(PATTERN, "is too deeply nested");
    }
    return false;
  }

  private static Optional<Value> accepted(
      ParameterDeclaration declaration, Value value, Fields fields, Key<?> key) {
    Acceptance acceptance = declaration.accept(value);
    acceptance
        .objections()
        .forEach(
            objection ->
                fields.error(
                    key,
                    (objection.element().isPresent()
                            ? "element " + objection.element().getAsInt() + " "
                            : "")
                        + objection.message()));
    return acceptance.value();
  }

  private static ParameterDeclaration with(
      ParameterDeclaration bare, List<Value> choices, Optional<Value> defaultValue) {
    return new ParameterDeclaration(
        bare.name(),
        bare.type(),
        bare.items(),
        defaultValue,
        bare.presence(),
        bare.range(),
        choices,
        bare.pattern(),
        bare.description());
  }

  /** Tells editors as well that a default has the declared type. */
  private static final class WithTypedDefault implements Shape<ParameterDeclaration> {
    @Override
    public Optional<ParameterDeclaration> read(Cursor cursor) {
      return DECLARATION.read(cursor);
    }

    @Override
    public JsonObject describe() {
      return DECLARATION
          .describe()
          .with("allOf", Arrays.stream(ParameterType.values()).map(this::rule).toList());
    }

    private JsonObject rule(ParameterType type) {
      JsonObject typed = new JsonObject().with("type", ParameterSchema.jsonType(type));
      return new JsonObject()
          .with(
              "if",
              new JsonObject()
                  .with(
                      "properties",
                      new JsonObject()
                          .with("type", new JsonObject().with("const", type.yamlName()))))
          .with(
              "then",
              new JsonObject()
                  .with(
                      "properties",
                      new JsonObject()
                          .with("default", typed)
                          .with("enum", new JsonObject().with("items", typed))));
    }
  }
}
