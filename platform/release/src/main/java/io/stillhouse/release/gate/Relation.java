package io.stillhouse.release.gate;

/** How the sides of a gate are compared. A side that is NaN passes no gate. */
enum Relation {
  AT_LEAST(">="),
  AT_MOST("<="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  MORE(">"),
  LESS("<");

  private final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  boolean holds(double left, double right) {
    return switch (this) {
      case AT_LEAST -> left >= right;
      case AT_MOST -> left <= right;
      case EQUAL -> left == right;
      case NOT_EQUAL -> left < right || left > right;
      case MORE -> left > right;
      case LESS -> left < right;
    };
  }
}
