package io.stillhouse.model.value;

import java.nio.charset.StandardCharsets;

/**
 * Text, at most 64 KiB of UTF-8.
 *
 * @param text the text
 */
public record TextValue(String text) implements Value {
  /** The longest text in bytes of UTF-8. */
  public static final int MAXIMUM_BYTES = 64 * 1024;

  /**
   * @throws IllegalArgumentException if the text is too long
   */
  public TextValue {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAXIMUM_BYTES) {
      throw new IllegalArgumentException(
          "the text has " + bytes + " bytes, at most " + MAXIMUM_BYTES + " are allowed");
    }
  }

  @Override
  public String typeName() {
    return "string";
  }
}
