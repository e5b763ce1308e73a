package io.stillhouse.model.resource;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processor cores as a Kubernetes quantity: {@code 500m}, {@code 2}, {@code 1.5}. */
public final class CpuShape implements Shape<Long> {
  private static final String REGEX = "([0-9]{1,6}(?:\\.[0-9]{1,3})?)(m?)";
  private static final Pattern PATTERN = Pattern.compile(REGEX);

  /** Thousandths of a core as a person writes them: {@code 1.5}. */
  public static String shown(long cpuMillis) {
    return BigDecimal.valueOf(cpuMillis, 3).stripTrailingZeros().toPlainString();
  }

  @Override
  public Optional<Long> read(Cursor cursor) {
    if (cursor.node() instanceof YamlScalar scalar && scalar.kind() != YamlScalar.Kind.NULL) {
      Matcher matcher = PATTERN.matcher(scalar.text());
      if (matcher.matches()) {
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal millis = matcher.group(2).isEmpty() ? number.movePointRight(3) : number;
        if (millis.signum() > 0 && millis.stripTrailingZeros().scale() <= 0) {
          return Optional.of(millis.longValueExact());
        }
      }
    }
    cursor.expected("a number of cores above 0: 2, 1.5 or 500m (thousandths)");
    return Optional.empty();
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with(
            "anyOf",
            List.of(
                new JsonObject().with("type", "number").with("exclusiveMinimum", 0),
                new JsonObject().with("type", "string").with("pattern", "^(?:" + REGEX + ")$")));
  }
}
