package io.stillhouse.model.value;

import io.stillhouse.model.json.JsonString;
import java.util.Map;
import java.util.TreeMap;

/** Writes a value as compact JSON with sorted names. */
final class CanonicalText {
  private final StringBuilder out = new StringBuilder();

  private CanonicalText() {}

  static String of(Value value) {
    CanonicalText text = new CanonicalText();
    text.append(value);
    return text.out.toString();
  }

  private void append(Value value) {
    if (value instanceof TextValue text) {
      out.append(JsonString.quote(text.text()));
    } else if (value instanceof IntegerValue integer) {
      out.append(integer.number());
    } else if (value instanceof NumberValue number) {
      out.append(number.number());
    } else if (value instanceof BooleanValue truth) {
      out.append(truth.truth());
    } else if (value instanceof ListValue list) {
      String separator = "";
      out.append('[');
      for (Value element : list.values()) {
        out.append(separator);
        append(element);
        separator = ",";
      }
      out.append(']');
    } else if (value instanceof MapValue map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<String, Value> entry : new TreeMap<>(map.entries()).entrySet()) {
        out.append(separator).append(JsonString.quote(entry.getKey())).append(':');
        append(entry.getValue());
        separator = ",";
      }
      out.append('}');
    }
  }
}
