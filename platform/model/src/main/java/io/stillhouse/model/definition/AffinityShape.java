package io.stillhouse.model.definition;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares {@code affinity}: its three kinds here, what is in them by Kubernetes itself. */
final class AffinityShape implements Shape<Value> {
  private static final List<Key<Value>> KINDS =
      List.of(
          kind("nodeAffinity", "Which nodes it must or should run on."),
          kind("podAffinity", "Which pods it must or should run beside."),
          kind("podAntiAffinity", "Which pods it must not or should not run beside."));

  /** The whole of it. */
  static final Shape<MapValue> AFFINITY =
      ObjectShape.of("affinity", List.copyOf(KINDS), AffinityShape::affinity);

  private final ValueShape values = new ValueShape();

  private AffinityShape() {}

  private static Key<Value> kind(String name, String description) {
    return Key.optional(name, new AffinityShape(), description);
  }

  private static Optional<MapValue> affinity(Fields fields) {
    Map<String, Value> kinds = new LinkedHashMap<>();
    KINDS.forEach(kind -> fields.get(kind).ifPresent(value -> kinds.put(kind.name(), value)));
    return Optional.of(new MapValue(kinds));
  }

  @Override
  public Optional<Value> read(Cursor cursor) {
    Optional<Value> value = values.read(cursor);
    if (value.isPresent() && !(value.get() instanceof MapValue)) {
      cursor.expected("a map, as Kubernetes has it");
      return Optional.empty();
    }
    return value;
  }

  @Override
  public JsonObject describe() {
    return new JsonObject().with("type", "object");
  }
}
