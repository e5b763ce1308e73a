package io.stillhouse.server.trigger.definition;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.Value;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares what a text says about payloads. */
final class PayloadShape {
  private static final Shape<JsonPointer> POINTER_SHAPE =
      new Shape<>() {
        @Override
        public Optional<JsonPointer> read(Cursor cursor) {
          return TextShape.any()
              .read(cursor)
              .flatMap(
                  text -> {
                    try {
                      return Optional.of(JsonPointer.parse(text));
                    } catch (IllegalArgumentException e) {
                      cursor.error("is '" + text + "', it " + e.getMessage());
                      return Optional.empty();
                    }
                  });
        }

        @Override
        public JsonObject describe() {
          return new JsonObject()
              .with("type", "string")
              .with("pattern", "^(?:/(?:[^~/]|~[01])*)+$");
        }
      };

  private static final Key<JsonPointer> POINTER =
      Key.required("pointer", POINTER_SHAPE, "Where the value stands: a JSON pointer.");
  private static final Key<String> PREFIX =
      Key.optional("prefix", TextShape.any(), "A text that is put before the value.");
  private static final Shape<PayloadValue> LONG =
      ObjectShape.of(
          "a value of the payload",
          List.of(POINTER, PREFIX),
          fields ->
              fields
                  .get(POINTER)
                  .map(pointer -> new PayloadValue(pointer, fields.get(PREFIX).orElse(""))));

  /** A value of a payload: a pointer, or a map with one. */
  static final Shape<PayloadValue> VALUE =
      new Shape<>() {
        @Override
        public Optional<PayloadValue> read(Cursor cursor) {
          return cursor.node() instanceof YamlScalar
              ? POINTER_SHAPE.read(cursor).map(pointer -> new PayloadValue(pointer, ""))
              : LONG.read(cursor);
        }

        @Override
        public JsonObject describe() {
          return new JsonObject().with("anyOf", List.of(POINTER_SHAPE.describe(), LONG.describe()));
        }
      };

  private static final Key<Value> EQUALS =
      Key.optional("equals", new ValueShape(), "What the value must be.");
  private static final Key<String> BEGINS =
      Key.optional("prefix", TextShape.any(), "What the value must begin with.");
  private static final Key<String> ENDS =
      Key.optional("suffix", TextShape.any(), "What the value must end with.");

  /** A condition. */
  static final Shape<PayloadCondition> CONDITION =
      ObjectShape.of(
          "a condition", List.of(POINTER, EQUALS, BEGINS, ENDS), PayloadShape::condition);

  private PayloadShape() {}

  private static Optional<PayloadCondition> condition(Fields fields) {
    return fields
        .get(POINTER)
        .map(
            pointer ->
                new PayloadCondition(
                    pointer,
                    fields
                        .get(EQUALS)
                        .map(value -> ParameterTexts.of(Map.of("equals", value)))
                        .map(texts -> texts.getOrDefault("equals", "")),
                    fields.get(BEGINS).orElse(""),
                    fields.get(ENDS).orElse("")));
  }
}
