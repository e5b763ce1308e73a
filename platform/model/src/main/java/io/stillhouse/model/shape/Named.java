package io.stillhouse.model.shape;

import io.stillhouse.model.problem.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of a map with free names.
 *
 * @param <T> the value
 * @param name the name
 * @param namePlace where the name is written
 * @param value the value
 */
public record Named<T>(String name, Place namePlace, T value) {
  /** The values by name, in the same order. */
  public static <T> Map<String, T> values(Map<String, Named<T>> entries) {
    Map<String, T> values = new LinkedHashMap<>();
    entries.forEach((name, entry) -> values.put(name, entry.value()));
    return values;
  }
}
