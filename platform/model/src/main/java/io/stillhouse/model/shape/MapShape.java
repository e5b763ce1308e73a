package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map with free names, whose values have one shape.
 *
 * @param <T> what a value is read into
 */
public final class MapShape<T> implements Shape<Map<String, Named<T>>> {
  private final Form names;
  private final Shape<T> value;

  private MapShape(Form names, Shape<T> value) {
    this.names = names;
    this.value = value;
  }

  /** A map whose names have a form. */
  public static <T> MapShape<T> of(Form names, Shape<T> value) {
    return new MapShape<>(names, value);
  }

  @Override
  public Optional<Map<String, Named<T>>> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlMap map)) {
      cursor.expected("a map");
      return Optional.empty();
    }
    Map<String, Named<T>> read = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      String name = entry.key().text();
      Place namePlace = new Place(entry.key().location(), cursor.memberPath(name));
      if (!names.matches(name)) {
        cursor.problems().error(namePlace, "the name '" + name + "' must be " + names.words());
      }
      value
          .read(cursor.member(name, entry.value()))
          .ifPresent(result -> read.put(name, new Named<>(name, namePlace, result)));
    }
    return Optional.of(read);
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with("type", "object")
        .with("propertyNames", new JsonObject().with("pattern", "^(?:" + names.regex() + ")$"))
        .with("additionalProperties", value.describe());
  }
}
