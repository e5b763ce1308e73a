package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.Locale;
import java.util.Optional;

/** true or false. */
public final class BooleanShape implements Shape<Boolean> {
  @Override
  public Optional<Boolean> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.BOOLEAN) {
      cursor.expected("true or false, without quotes");
      return Optional.empty();
    }
    return Optional.of(scalar.text().toLowerCase(Locale.ROOT).equals("true"));
  }

  @Override
  public JsonObject describe() {
    return new JsonObject().with("type", "boolean");
  }
}
