package io.stillhouse.training.loss;

/** The check that all softened losses share. */
final class Temperature {

  private Temperature() {}

  static void check(double temperature) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "a temperature must be above 0 and finite, not " + temperature);
    }
  }
}
