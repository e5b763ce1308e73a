package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * A mapping. No key stands in it twice.
 *
 * @param entries its entries in the order they were written
 * @param location where it begins
 */
public record YamlMap(List<Entry> entries, SourceLocation location) implements YamlNode {
  /**
   * One entry.
   *
   * @param key the key
   * @param value the value
   */
  public record Entry(YamlScalar key, YamlNode value) {}

  /** Copies the entries. */
  public YamlMap {
    entries = List.copyOf(entries);
  }

  /** The value of a key, if it is there. */
  public Optional<YamlNode> get(String key) {
    return entries.stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(Entry::value)
        .findFirst();
  }

  @Override
  public String inWords() {
    return "a map";
  }
}
