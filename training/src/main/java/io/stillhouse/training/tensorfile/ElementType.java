package io.stillhouse.training.tensorfile;

import java.util.Arrays;
import java.util.Optional;

/** What one element of a tensor is, by its name in the safetensors format. */
public enum ElementType {
  BOOL("BOOL", 1),
  UINT8("U8", 1),
  INT8("I8", 1),
  INT16("I16", 2),
  UINT16("U16", 2),
  FLOAT16("F16", 2),
  BFLOAT16("BF16", 2),
  INT32("I32", 4),
  UINT32("U32", 4),
  FLOAT32("F32", 4),
  INT64("I64", 8),
  UINT64("U64", 8),
  FLOAT64("F64", 8);

  private final String formatName;
  private final int bytes;

  ElementType(String formatName, int bytes) {
    this.formatName = formatName;
    this.bytes = bytes;
  }

  /** The name in a file's header, such as {@code F32}. */
  public String formatName() {
    return formatName;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  static Optional<ElementType> named(String formatName) {
    return Arrays.stream(values()).filter(type -> type.formatName.equals(formatName)).findFirst();
  }
}
