package io.stillhouse.cli.text;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, text, numbers and truth values as indented JSON, keys in the maps'
 * order.
 */
public final class Json {
  private Json() {}

  public static void print(PrintWriter out, Object value) {
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setFormattingStyle(FormattingStyle.PRETTY);
    writer.setHtmlSafe(false);
    // NaN is a value that a metric may have; proto JSON writes it as the text "NaN", and so does
    // this.
    writer.setStrictness(Strictness.STRICT);
    try {
      write(writer, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  private static void write(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof Map<?, ?> map) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writer.name(String.valueOf(entry.getKey()));
        write(writer, entry.getValue());
      }
      writer.endObject();
    } else if (value instanceof Iterable<?> items) {
      writer.beginArray();
      for (Object item : items) {
        write(writer, item);
      }
      writer.endArray();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      writer.value(number.toString());
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof Boolean truth) {
      writer.value(truth);
    } else if (value instanceof Literal literal) {
      new Gson().toJson(JsonParser.parseString(literal.json()), writer);
    } else {
      writer.value(value.toString());
    }
  }

  /** A value that is JSON already, such as a message in proto JSON. */
  public record Literal(String json) {}
}
