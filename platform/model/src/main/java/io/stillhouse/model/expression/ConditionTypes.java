package io.stillhouse.model.expression;

import io.stillhouse.model.expression.ConditionNode.Binary;
import io.stillhouse.model.expression.ConditionNode.Constant;
import io.stillhouse.model.expression.ConditionNode.Lookup;
import io.stillhouse.model.expression.ConditionNode.Not;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.Value;
import java.util.Optional;
import java.util.function.Function;

/** Checks that operators of a condition get operands of their types. */
public final class ConditionTypes {
  /** The types that a condition tells apart. */
  private enum Type {
    NUMBER("a number"),
    STRING("a string"),
    BOOLEAN("true or false"),
    OTHER("a list or a map"),
    UNKNOWN("unknown");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  private final Function<Reference, Optional<ParameterType>> references;
  private final Problems problems;
  private boolean valid = true;

  /**
   * Knows types and reports to problems.
   *
   * @param references the type of what is referred to; empty if it is not known yet
   */
  public ConditionTypes(
      Function<Reference, Optional<ParameterType>> references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  /**
   * Reports every operator whose operands do not fit, and a condition that is not a truth value.
   *
   * @return whether there was nothing to report
   */
  public boolean check(ConditionNode root) {
    require(root, Type.BOOLEAN, "the condition");
    return valid;
  }

  private void require(ConditionNode node, Type type, String what) {
    Type actual = typeOf(node);
    if (actual != type && actual != Type.UNKNOWN) {
      valid = false;
      problems.error(node.place(), what + " must be " + type.words + ", this is " + actual.words);
    }
  }

  private Type typeOf(ConditionNode node) {
    if (node instanceof Constant constant) {
      return typeOf(constant.value());
    }
    if (node instanceof Lookup lookup) {
      return lookup.reference() instanceof Reference.ToMetric
          ? Type.NUMBER
          : references.apply(lookup.reference()).map(ConditionTypes::typeOf).orElse(Type.UNKNOWN);
    }
    if (node instanceof Not not) {
      require(not.operand(), Type.BOOLEAN, "what stands after !");
    } else if (node instanceof Binary binary) {
      checkBinary(binary);
    }
    return Type.BOOLEAN;
  }

  private void checkBinary(Binary binary) {
    String sides = "each side of " + binary.operator().symbol();
    if (binary.operator().isLogical() || binary.operator().isOrdering()) {
      Type needed = binary.operator().isLogical() ? Type.BOOLEAN : Type.NUMBER;
      require(binary.left(), needed, sides);
      require(binary.right(), needed, sides);
      return;
    }
    Type left = typeOf(binary.left());
    Type right = typeOf(binary.right());
    if (left != right && left != Type.UNKNOWN && right != Type.UNKNOWN) {
      valid = false;
      problems.error(
          binary.place(),
          "the sides of "
              + binary.operator().symbol()
              + " can never be the same: "
              + left.words
              + " and "
              + right.words);
    }
  }

  private static Type typeOf(Value value) {
    if (value instanceof IntegerValue || value instanceof NumberValue) {
      return Type.NUMBER;
    }
    if (value instanceof BooleanValue) {
      return Type.BOOLEAN;
    }
    return value instanceof ListValue || value instanceof MapValue ? Type.OTHER : Type.STRING;
  }

  private static Type typeOf(ParameterType type) {
    return switch (type) {
      case STRING, SOURCE -> Type.STRING;
      case INTEGER, NUMBER -> Type.NUMBER;
      case BOOLEAN -> Type.BOOLEAN;
      case LIST, MAP -> Type.OTHER;
    };
  }
}
