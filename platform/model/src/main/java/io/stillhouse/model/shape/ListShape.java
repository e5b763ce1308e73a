package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list whose elements have one shape.
 *
 * @param <T> what an element is read into
 */
public final class ListShape<T> implements Shape<List<T>> {
  private final Shape<T> element;
  private final int minimum;

  private ListShape(Shape<T> element, int minimum) {
    this.element = element;
    this.minimum = minimum;
  }

  /** A list of any length. */
  public static <T> ListShape<T> of(Shape<T> element) {
    return new ListShape<>(element, 0);
  }

  /** A list of at least one element. */
  public static <T> ListShape<T> notEmpty(Shape<T> element) {
    return new ListShape<>(element, 1);
  }

  @Override
  public Optional<List<T>> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlList list)) {
      cursor.expected("a list");
      return Optional.empty();
    }
    if (list.elements().size() < minimum) {
      cursor.error("the list is empty, it needs at least one element");
      return Optional.empty();
    }
    List<T> read = new ArrayList<>();
    for (int i = 0; i < list.elements().size(); i++) {
      element.read(cursor.element(i, list.elements().get(i))).ifPresent(read::add);
    }
    return Optional.of(read);
  }

  @Override
  public JsonObject describe() {
    JsonObject schema = new JsonObject().with("type", "array").with("items", element.describe());
    return minimum == 0 ? schema : schema.with("minItems", minimum);
  }
}
