package io.stillhouse.model.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object whose members keep their order. */
public final class JsonObject {
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Sets a member to a string. */
  public JsonObject with(String name, String value) {
    members.put(name, value);
    return this;
  }

  /** Sets a member to a whole number. */
  public JsonObject with(String name, long value) {
    members.put(name, value);
    return this;
  }

  /** Sets a member to a number. */
  public JsonObject with(String name, double value) {
    members.put(name, value);
    return this;
  }

  /** Sets a member to a truth value. */
  public JsonObject with(String name, boolean value) {
    members.put(name, value);
    return this;
  }

  /** Sets a member to an object. */
  public JsonObject with(String name, JsonObject value) {
    members.put(name, value);
    return this;
  }

  /** Sets a member to a list of strings or objects. */
  public JsonObject with(String name, Collection<?> values) {
    members.put(name, List.copyOf(values));
    return this;
  }

  /** Sets a member to what a JSON text says. */
  public JsonObject withText(String name, String json) {
    members.put(name, new Verbatim(json));
    return this;
  }

  /** Sets a member to the list of what JSON texts say. */
  public JsonObject withTexts(String name, Collection<String> jsons) {
    members.put(name, jsons.stream().map(Verbatim::new).toList());
    return this;
  }

  /** Adds the members of another object. */
  public JsonObject withAll(JsonObject other) {
    members.putAll(other.members);
    return this;
  }

  /** The members in order. */
  Map<String, Object> members() {
    return Collections.unmodifiableMap(members);
  }

  /** The object as text, indented by two spaces a level. */
  @Override
  public String toString() {
    return new JsonWriter().write(this);
  }

  /** JSON that is text already. */
  record Verbatim(String json) {}
}
