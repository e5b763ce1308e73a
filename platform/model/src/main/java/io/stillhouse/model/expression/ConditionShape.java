package io.stillhouse.model.expression;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** A condition. */
public final class ConditionShape implements Shape<ConditionExpression> {
  @Override
  public Optional<ConditionExpression> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar)
        || (scalar.kind() != YamlScalar.Kind.STRING && scalar.kind() != YamlScalar.Kind.BOOLEAN)) {
      cursor.expected("a condition such as parameters.epochs > 0");
      return Optional.empty();
    }
    try {
      ConditionNode root =
          new ConditionParser(scalar.text(), offset -> new Place(scalar.at(offset), cursor.path()))
              .parse();
      return Optional.of(new ConditionExpression(scalar.text(), root, cursor.place()));
    } catch (ExpressionException e) {
      TemplateShape.report(cursor, scalar, e);
      return Optional.empty();
    }
  }

  @Override
  public JsonObject describe() {
    return new JsonObject()
        .with("type", List.of("string", "boolean"))
        .with("not", new JsonObject().with("pattern", "\\$\\{"));
  }
}
