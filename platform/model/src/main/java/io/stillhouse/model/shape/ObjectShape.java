package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.yaml.YamlMap;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map with declared keys.
 *
 * @param <T> what it is read into
 */
public final class ObjectShape<T> implements Shape<T> {
  private final String what;
  private final List<Key<?>> keys;
  private final Function<Fields, Optional<T>> builder;

  private ObjectShape(String what, List<Key<?>> keys, Function<Fields, Optional<T>> builder) {
    this.what = what;
    this.keys = List.copyOf(keys);
    this.builder = builder;
  }

  /**
   * Declares an object.
   *
   * @param what what a person calls it: {@code a step}
   * @param keys its keys
   * @param builder makes the value of what was read, whatever is missing
   */
  public static <T> ObjectShape<T> of(
      String what, List<Key<?>> keys, Function<Fields, Optional<T>> builder) {
    return new ObjectShape<>(what, keys, builder);
  }

  @Override
  public Optional<T> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlMap map)) {
      cursor.expected(what + ", a map");
      return Optional.empty();
    }
    List<String> names = keys.stream().map(Key::name).toList();
    List<String> absent = names.stream().filter(name -> map.get(name).isEmpty()).toList();
    for (YamlMap.Entry entry : map.entries()) {
      if (!names.contains(entry.key().text())) {
        reportUnknown(entry, cursor, absent);
      }
    }
    Fields fields = new Fields(cursor, map);
    for (Key<?> key : keys) {
      if (key.need() == Key.Need.REQUIRED && map.get(key.name()).isEmpty()) {
        cursor.error(what + " needs the key '" + key.name() + "'");
      }
      fields.read(key);
    }
    return builder.apply(fields);
  }

  private void reportUnknown(YamlMap.Entry entry, Cursor cursor, List<String> candidates) {
    String name = entry.key().text();
    Place place = new Place(entry.key().location(), cursor.memberPath(name));
    String message = what + " has no key '" + name + "'";
    // Inside braces, a comma in a sentence begins what YAML takes for a key without a value.
    boolean sentence =
        name.contains(" ")
            && entry.value() instanceof YamlScalar scalar
            && scalar.kind() == YamlScalar.Kind.NULL;
    if (sentence) {
      cursor.problems().error(place, message + ": inside { } put a text with a comma in quotes");
    } else {
      cursor.problems().unknown(place, message, name, candidates);
    }
  }

  @Override
  public JsonObject describe() {
    JsonObject properties = new JsonObject();
    for (Key<?> key : keys) {
      properties.with(
          key.name(),
          new JsonObject().with("description", key.description()).withAll(key.shape().describe()));
    }
    JsonObject schema =
        new JsonObject()
            .with("type", "object")
            .with("additionalProperties", false)
            .with("properties", properties);
    List<String> required =
        keys.stream().filter(key -> key.need() == Key.Need.REQUIRED).map(Key::name).toList();
    return required.isEmpty() ? schema : schema.with("required", required);
  }
}
