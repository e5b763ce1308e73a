package io.stillhouse.model.json;

import java.util.List;
import java.util.Map;

/** Writes JSON with indentation. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  String write(JsonObject object) {
    append(object, "\n");
    return out.append('\n').toString();
  }

  private void append(Object value, String newline) {
    if (value instanceof JsonObject object) {
      appendObject(object, newline);
    } else if (value instanceof List<?> list) {
      appendList(list, newline);
    } else if (value instanceof String text) {
      out.append(JsonString.quote(text));
    } else if (value instanceof JsonObject.Verbatim verbatim) {
      out.append(verbatim.json());
    } else if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 1e15) {
      out.append(number.longValue());
    } else {
      out.append(value);
    }
  }

  private void appendObject(JsonObject object, String newline) {
    String inner = newline + "  ";
    String separator = "";
    out.append('{');
    for (Map.Entry<String, Object> member : object.members().entrySet()) {
      out.append(separator).append(inner).append(JsonString.quote(member.getKey())).append(": ");
      append(member.getValue(), inner);
      separator = ",";
    }
    out.append(separator.isEmpty() ? "" : newline).append('}');
  }

  private void appendList(List<?> list, String newline) {
    String inner = newline + "  ";
    String separator = "";
    out.append('[');
    for (Object element : list) {
      out.append(separator).append(inner);
      append(element, inner);
      separator = ",";
    }
    out.append(separator.isEmpty() ? "" : newline).append(']');
  }
}
