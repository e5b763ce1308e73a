package io.stillhouse.training.data;

import java.util.Arrays;
import java.util.Locale;

/** What a label says. */
public enum Task {
  /** An image belongs to exactly one class: an int64 class index. */
  MULTICLASS,
  /** Each class is present or not: uint8 [L] of 0 and 1. */
  MULTILABEL;

  /** The name in JSON files. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of a name in a JSON file.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Task ofJsonName(String jsonName) {
    return Arrays.stream(values())
        .filter(task -> task.jsonName().equals(jsonName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "task is '%s' but must be multiclass or multilabel".formatted(jsonName)));
  }
}
