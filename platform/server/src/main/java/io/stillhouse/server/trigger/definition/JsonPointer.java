package io.stillhouse.server.trigger.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a value in a JSON document (RFC 6901): {@code /commits/0/id}.
 *
 * @param text as it was written
 * @param names the names and positions on the way
 */
public record JsonPointer(String text, List<String> names) {
  private static final int DEEPEST = 32;

  /**
   * Reads a pointer.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonPointer parse(String text) {
    if (!text.startsWith("/") || text.length() > 1024) {
      throw new IllegalArgumentException(
          "must be a JSON pointer of at most 1024 characters, such as /head_commit/id");
    }
    if (!text.matches("(?:[^~]|~[01])*")) {
      throw new IllegalArgumentException("has a '~' that is not ~0 ('~') or ~1 ('/')");
    }
    List<String> names = new ArrayList<>();
    for (String name : text.substring(1).split("/", -1)) {
      names.add(name.replace("~1", "/").replace("~0", "~"));
    }
    if (names.size() > DEEPEST) {
      throw new IllegalArgumentException("has more than " + DEEPEST + " parts");
    }
    return new JsonPointer(text, List.copyOf(names));
  }

  /** The value there; empty if there is none, or null. */
  public Optional<JsonElement> find(JsonElement document) {
    JsonElement at = document;
    for (String name : names) {
      JsonElement inner = null;
      if (at instanceof JsonObject object) {
        inner = object.get(name);
      } else if (at instanceof JsonArray array
          && name.matches("0|[1-9][0-9]{0,8}")
          && Integer.parseInt(name) < array.size()) {
        inner = array.get(Integer.parseInt(name));
      }
      if (inner == null || inner.isJsonNull()) {
        return Optional.empty();
      }
      at = inner;
    }
    return Optional.of(at);
  }

  /** The value there as text: that of a string, JSON of anything else. */
  public Optional<String> text(JsonElement document) {
    return find(document)
        .map(
            value ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
                    ? value.getAsString()
                    : value.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
