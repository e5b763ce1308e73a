package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.Optional;

/** A whole number between bounds that belong to it. */
public final class IntegerShape implements Shape<Integer> {
  private final int minimum;
  private final int maximum;

  private IntegerShape(int minimum, int maximum) {
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** From minimum to maximum. */
  public static IntegerShape between(int minimum, int maximum) {
    return new IntegerShape(minimum, maximum);
  }

  @Override
  public Optional<Integer> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.INTEGER) {
      cursor.expected("an integer");
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(scalar.text());
      if (number >= minimum && number <= maximum) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Too long for an int, so out of range as well.
    }
    cursor.error("is " + scalar.inWords() + ", it must be " + minimum + " to " + maximum);
    return Optional.empty();
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with("type", "integer")
        .with("minimum", minimum)
        .with("maximum", maximum);
  }
}
