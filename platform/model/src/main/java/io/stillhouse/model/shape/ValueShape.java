package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.model.yaml.YamlList;
import io.stillhouse.model.yaml.YamlMap;
import io.stillhouse.model.yaml.YamlNode;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Any value, expressions not among them. */
public final class ValueShape implements Shape<Value> {
  @Override
  public Optional<Value> read(Cursor cursor) {
    try {
      YamlNode node = cursor.node();
      if (node instanceof YamlScalar scalar) {
        return scalar(cursor, scalar);
      }
      if (node instanceof YamlList list) {
        return list(cursor, list);
      }
      if (node instanceof YamlMap map) {
        return map(cursor, map);
      }
    } catch (IllegalArgumentException e) {
      // Values know their own bounds, and say so.
      cursor.error(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** The value of a scalar; nothing, and a problem, if it has none. */
  public static Optional<Value> scalar(Cursor cursor, YamlScalar scalar) {
    return switch (scalar.kind()) {
      case STRING -> Optional.of(new TextValue(scalar.text()));
      case BOOLEAN ->
          Optional.of(new BooleanValue(scalar.text().toLowerCase(Locale.ROOT).equals("true")));
      case NUMBER -> Optional.of(new NumberValue(Double.parseDouble(scalar.text())));
      case INTEGER -> integer(cursor, scalar);
      case NULL -> {
        cursor.error("there is no value: give one, or leave the key out");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Value> integer(Cursor cursor, YamlScalar scalar) {
    try {
      return Optional.of(new IntegerValue(Long.parseLong(scalar.text())));
    } catch (NumberFormatException e) {
      cursor.error("is " + scalar.inWords() + ", which is out of the range of 64 bits");
      return Optional.empty();
    }
  }

  private Optional<Value> list(Cursor cursor, YamlList list) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < list.elements().size(); i++) {
      read(cursor.element(i, list.elements().get(i))).ifPresent(values::add);
    }
    return values.size() == list.elements().size()
        ? Optional.of(new ListValue(values))
        : Optional.empty();
  }

  private Optional<Value> map(Cursor cursor, YamlMap map) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      String key = entry.key().text();
      read(cursor.member(key, entry.value())).ifPresent(value -> values.put(key, value));
    }
    return values.size() == map.entries().size()
        ? Optional.of(new MapValue(values))
        : Optional.empty();
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with("type", List.of("string", "integer", "number", "boolean", "array", "object"));
  }
}
