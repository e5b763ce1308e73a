package io.stillhouse.server.artifacts.preview;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Fields of JSON objects that may be absent. */
final class Fields {
  private Fields() {}

  static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
  }

  static long integer(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || !value.isJsonPrimitive() ? 0 : value.getAsLong();
  }

  static double number(JsonObject json, String name, double absent) {
    JsonElement value = json.get(name);
    return value == null || !value.isJsonPrimitive() ? absent : value.getAsDouble();
  }

  static List<String> texts(JsonObject json, String name) {
    List<String> texts = new ArrayList<>();
    JsonElement values = json.get(name);
    if (values != null && values.isJsonArray()) {
      values.getAsJsonArray().forEach(value -> texts.add(value.getAsString()));
    }
    return texts;
  }
}
