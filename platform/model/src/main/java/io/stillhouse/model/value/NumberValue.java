package io.stillhouse.model.value;

/**
 * A finite real number. Negative zero is kept as zero, so that equal numbers are equal values.
 *
 * @param number the number
 */
public record NumberValue(double number) implements Value {
  /**
   * @throws IllegalArgumentException if the number is infinite or not a number
   */
  public NumberValue {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("the number " + number + " is not finite");
    }
    if (number == 0) {
      number = 0.0;
    }
  }

  @Override
  public String typeName() {
    return "number";
  }
}
