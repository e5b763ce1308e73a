package io.stillhouse.model.resource;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory as a Kubernetes quantity: {@code 512Mi}, {@code 2Gi}, {@code 1G}, or bytes. */
public final class MemoryShape implements Shape<Long> {
  private static final String REGEX = "([0-9]{1,15}(?:\\.[0-9]{1,3})?)(k|M|G|T|Ki|Mi|Gi|Ti)?";
  private static final Pattern PATTERN = Pattern.compile(REGEX);
  private static final Map<String, Long> UNITS =
      Map.of(
          "k",
          1_000L,
          "M",
          1_000_000L,
          "G",
          1_000_000_000L,
          "T",
          1_000_000_000_000L,
          "Ki",
          1L << 10,
          "Mi",
          1L << 20,
          "Gi",
          1L << 30,
          "Ti",
          1L << 40);
  private static final BigDecimal MAXIMUM = BigDecimal.valueOf(1L << 60);

  /** Bytes as a person writes them, rounded: {@code 8Gi}, {@code 1.5Gi}, {@code 512Mi}. */
  public static String shown(long bytes) {
    String unit = bytes < UNITS.getOrDefault("Gi", 1L) ? "Mi" : "Gi";
    return BigDecimal.valueOf(bytes)
            .divide(BigDecimal.valueOf(UNITS.getOrDefault(unit, 1L)), 2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + unit;
  }

  @Override
  public Optional<Long> read(Cursor cursor) {
    if (cursor.node() instanceof YamlScalar scalar && scalar.kind() != YamlScalar.Kind.NULL) {
      Matcher matcher = PATTERN.matcher(scalar.text());
      if (matcher.matches()) {
        long unit = matcher.group(2) == null ? 1 : UNITS.getOrDefault(matcher.group(2), 1L);
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(ResourceRequest.MINIMUM_MEMORY)) >= 0
            && bytes.compareTo(MAXIMUM) <= 0) {
          return Optional.of(bytes.setScale(0, RoundingMode.CEILING).longValueExact());
        }
      }
    }
    cursor.expected(
        "an amount of memory of at least 1Mi: 512Mi, 2Gi (powers of 1024), 1G (of 1000)"
            + " or a number of bytes");
    return Optional.empty();
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with(
            "anyOf",
            List.of(
                new JsonObject()
                    .with("type", "integer")
                    .with("minimum", ResourceRequest.MINIMUM_MEMORY),
                new JsonObject().with("type", "string").with("pattern", "^(?:" + REGEX + ")$")));
  }
}
