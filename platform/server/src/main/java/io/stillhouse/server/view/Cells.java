package io.stillhouse.server.view;

import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.v1.Cell;
import org.jspecify.annotations.Nullable;

/** Values of columns as messages. */
public final class Cells {
  private Cells() {}

  /** A cell; without a kind where there is no value. */
  static Cell of(@Nullable CellValue value) {
    if (value == null) {
      return Cell.getDefaultInstance();
    }
    return value.number().isPresent()
        ? Cell.newBuilder().setNumber(value.number().getAsDouble()).build()
        : Cell.newBuilder().setText(value.text()).build();
  }

  /** A number; without a kind where there is none. */
  public static Cell of(@Nullable Double value) {
    return value == null ? Cell.getDefaultInstance() : Cell.newBuilder().setNumber(value).build();
  }

  /** A text; without a kind where there is none. */
  static Cell ofText(@Nullable String value) {
    return value == null ? Cell.getDefaultInstance() : Cell.newBuilder().setText(value).build();
  }
}
