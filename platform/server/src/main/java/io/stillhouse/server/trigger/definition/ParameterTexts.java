package io.stillhouse.server.trigger.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of parameters as on a command line. */
final class ParameterTexts {
  private ParameterTexts() {}

  /** The texts of values: a text as it is, anything else as JSON, which is YAML as well. */
  static Map<String, String> of(Map<String, Value> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            texts.put(
                name, value instanceof TextValue text ? text.text() : json(value).toString()));
    return texts;
  }

  private static JsonElement json(Value value) {
    if (value instanceof TextValue text) {
      return new JsonPrimitive(text.text());
    }
    if (value instanceof IntegerValue integer) {
      return new JsonPrimitive(integer.number());
    }
    if (value instanceof NumberValue number) {
      return new JsonPrimitive(number.number());
    }
    if (value instanceof BooleanValue bool) {
      return new JsonPrimitive(bool.truth());
    }
    if (value instanceof ListValue list) {
      JsonArray array = new JsonArray();
      list.values().forEach(element -> array.add(json(element)));
      return array;
    }
    JsonObject object = new JsonObject();
    ((MapValue) value).entries().forEach((name, element) -> object.add(name, json(element)));
    return object;
  }
}
