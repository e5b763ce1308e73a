package io.stillhouse.artifacts;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One object of a listing.
 *
 * @param key the object's key, relative to the store's root
 * @param size its size in bytes, 0 or more
 * @param modified when it was last written
 * @param crc32c CRC-32C of the content, where the storage keeps it; a local store does not
 */
public record StoredObject(String key, long size, Instant modified, OptionalInt crc32c) {

  public StoredObject {
    ObjectKeys.check(key);
    if (size < 0) {
      throw new IllegalArgumentException("size of '" + key + "' is negative: " + size);
    }
  }
}
