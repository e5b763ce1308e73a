package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import java.util.Optional;

/**
 * What a node may look like. The same declaration reads nodes and describes them to editors, so
 * that the two cannot disagree.
 *
 * @param <T> what a node is read into
 */
public interface Shape<T> {
  /**
   * Reads a node. Whatever is wrong with it is reported to the cursor.
   *
   * @return what was read, as far as it makes sense; nothing only after an error was reported
   */
  Optional<T> read(Cursor cursor);

  /** The JSON Schema (2020-12) of the nodes that it reads. */
  JsonObject describe();
}
