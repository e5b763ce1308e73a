package io.stillhouse.model.expression;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.value.Value;

/** A node of a condition's tree. */
public sealed interface ConditionNode {
  /** Where it is written. */
  Place place();

  /**
   * A number, a text, true, false.
   *
   * @param value the value
   * @param place where it is written
   */
  record Constant(Value value, Place place) implements ConditionNode {}

  /**
   * The value of a parameter, an item or a metric.
   *
   * @param reference what it refers to
   */
  record Lookup(Reference reference) implements ConditionNode {
    @Override
    public Place place() {
      return reference.place();
    }
  }

  /**
   * {@code !operand}.
   *
   * @param operand a truth value
   * @param place where the operator is written
   */
  record Not(ConditionNode operand, Place place) implements ConditionNode {}

  /**
   * Two operands and an operator between them.
   *
   * @param operator the operator
   * @param left the left operand
   * @param right the right operand
   * @param place where the operator is written
   */
  record Binary(Operator operator, ConditionNode left, ConditionNode right, Place place)
      implements ConditionNode {}

  /** The operators between two operands. */
  enum Operator {
    /** Both are true. */
    AND("&&"),
    /** At least one is true. */
    OR("||"),
    /** The same. */
    EQUAL("=="),
    /** Not the same. */
    NOT_EQUAL("!="),
    /** Less. */
    LESS("<"),
    /** Less or the same. */
    LESS_OR_EQUAL("<="),
    /** Greater. */
    GREATER(">"),
    /** Greater or the same. */
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
      return symbol;
    }

    /** Whether its operands are truth values. */
    public boolean isLogical() {
      return this == AND || this == OR;
    }

    /** Whether it asks for an order, which only numbers have here. */
    public boolean isOrdering() {
      return switch (this) {
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        case AND, OR, EQUAL, NOT_EQUAL -> false;
      };
    }
  }
}
