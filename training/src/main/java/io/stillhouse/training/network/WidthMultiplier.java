package io.stillhouse.training.network;

import org.jspecify.annotations.Nullable;

/** The factor by which a network has more or fewer channels than its original; above 0. */
record WidthMultiplier(double factor) {
  /** The end of a name that carries a multiplier, its number in group {@code width}. */
  static final String SUFFIX = "(?:x(?<width>\\d{1,3}(?:\\.\\d{1,4})?))?";

  WidthMultiplier {
    if (!(factor > 0) || factor > 64) {
      throw new IllegalArgumentException(
          "a width multiplier of " + factor + " is not between 0 (exclusive) and 64");
    }
  }

  static WidthMultiplier parse(@Nullable String text) {
    return new WidthMultiplier(text == null ? 1 : Double.parseDouble(text));
  }

  /** Channels rounded to the nearest whole number, at least 1. */
  int of(int channels) {
    return (int) Math.max(1, Math.round(channels * factor));
  }
}
