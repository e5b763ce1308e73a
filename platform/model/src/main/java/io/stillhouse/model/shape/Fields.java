package io.stillhouse.model.shape;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.yaml.YamlMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read of an object's declared keys. */
public final class Fields {
  private final Cursor cursor;
  private final YamlMap map;
  private final Map<Key<?>, Object> values = new HashMap<>();

  Fields(Cursor cursor, YamlMap map) {
    this.cursor = cursor;
    this.map = map;
  }

  <T> void read(Key<T> key) {
    map.get(key.name())
        .flatMap(node -> key.shape().read(cursor.member(key.name(), node)))
        .ifPresent(value -> values.put(key, value));
  }

  /** The value of a key; nothing if it is not there or made no sense. */
  @SuppressWarnings("unchecked") // read() put it there under the key of its type.
  public <T> Optional<T> get(Key<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /** Whether a key is written, whatever it says. */
  public boolean has(Key<?> key) {
    return map.get(key.name()).isPresent();
  }

  /** The names inside the map that a key has as its value, whatever they say. */
  public List<String> names(Key<?> key) {
    return map.get(key.name()).orElse(map) instanceof YamlMap inner && inner != map
        ? inner.entries().stream().map(entry -> entry.key().text()).toList()
        : List.of();
  }

  /** Where the object begins. */
  public Place place() {
    return cursor.place();
  }

  /** Where the value of a key is written, or the object if it is not. */
  public Place place(Key<?> key) {
    return map.get(key.name())
        .map(node -> new Place(node.location(), cursor.memberPath(key.name())))
        .orElseGet(cursor::place);
  }

  /** Collects what is wrong. */
  public Problems problems() {
    return cursor.problems();
  }

  /** Reports something wrong with the value of a key. */
  public void error(Key<?> key, String message) {
    cursor.problems().error(place(key), message);
  }
}
