package io.stillhouse.model.definition;

import io.stillhouse.model.shape.ChoiceShape;
import io.stillhouse.model.shape.Fields;
import io.stillhouse.model.shape.Form;
import io.stillhouse.model.shape.IntegerShape;
import io.stillhouse.model.shape.Key;
import io.stillhouse.model.shape.ObjectShape;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.TextShape;
import java.util.List;
import java.util.Optional;

/** Declares the keys of a toleration. */
final class TolerationShape {
  private static final Key<String> TAINT_KEY =
      Key.optional("key", TextShape.of(Form.LABEL_NAME), "The taint's key.");
  private static final Key<Toleration.Operator> OPERATOR =
      Key.optional(
          "operator",
          ChoiceShape.of(Toleration.Operator.values(), Toleration.Operator::yamlName),
          "How the taint is compared; Equal by default.");
  private static final Key<String> TAINT_VALUE =
      Key.optional("value", TextShape.of(Form.LABEL_VALUE), "The taint's value.");
  private static final Key<Toleration.Effect> EFFECT =
      Key.optional(
          "effect",
          ChoiceShape.of(Toleration.Effect.values(), Toleration.Effect::yamlName),
          "The effect tolerated; every effect by default.");
  private static final Key<Integer> TOLERATION_SECONDS =
      Key.optional(
          "tolerationSeconds",
          IntegerShape.between(0, Integer.MAX_VALUE),
          "How long a NoExecute taint is tolerated.");

  /** The whole of it. */
  static final Shape<Toleration> TOLERATION =
      ObjectShape.of(
          "a toleration",
          List.of(TAINT_KEY, OPERATOR, TAINT_VALUE, EFFECT, TOLERATION_SECONDS),
          TolerationShape::toleration);

  private TolerationShape() {}

  private static Optional<Toleration> toleration(Fields fields) {
    Toleration.Operator operator = fields.get(OPERATOR).orElse(Toleration.Operator.EQUAL);
    Optional<Long> seconds = fields.get(TOLERATION_SECONDS).map(Integer::longValue);
    Optional<String> problem =
        Toleration.problem(
            fields.get(TAINT_KEY), operator, fields.get(TAINT_VALUE), fields.get(EFFECT), seconds);
    if (problem.isPresent()) {
      fields.error(TAINT_KEY, problem.get());
      return Optional.empty();
    }
    return Optional.of(
        new Toleration(
            fields.get(TAINT_KEY), operator, fields.get(TAINT_VALUE), fields.get(EFFECT), seconds));
  }
}
