package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.Optional;

/** A number between bounds that belong to it; a whole number will do. */
public final class NumberShape implements Shape<Double> {
  private final double minimum;
  private final double maximum;

  private NumberShape(double minimum, double maximum) {
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** Any finite number. */
  public static NumberShape any() {
    return new NumberShape(-Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** A number from minimum to maximum. */
  public static NumberShape between(double minimum, double maximum) {
    return new NumberShape(minimum, maximum);
  }

  @Override
  public Optional<Double> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar)
        || (scalar.kind() != YamlScalar.Kind.NUMBER && scalar.kind() != YamlScalar.Kind.INTEGER)) {
      cursor.expected("a number");
      return Optional.empty();
    }
    double number = Double.parseDouble(scalar.text());
    if (!(number >= minimum && number <= maximum)) {
      cursor.error(
          "is "
              + scalar.inWords()
              + ", it must be "
              + (maximum == Double.MAX_VALUE
                  ? "finite"
                  : plain(minimum) + " to " + plain(maximum)));
      return Optional.empty();
    }
    return Optional.of(number);
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  @Override
  public JsonObject describe() {
    JsonObject schema = new JsonObject().with("type", "number");
    return maximum == Double.MAX_VALUE
        ? schema
        : schema.with("minimum", minimum).with("maximum", maximum);
  }
}
