package io.stillhouse.runstore.filter;

import java.util.Arrays;

/** How a column is held against a value. */
enum Operator {
  EQUAL("=", "="),
  NOT_EQUAL("!=", "<>"),
  LESS("<", "<"),
  AT_MOST("<=", "<="),
  GREATER(">", ">"),
  AT_LEAST(">=", ">="),
  /** There is one ({@code :*}), or the text contains this. */
  HAS(":", "");

  private final String sign;
  private final String sql;

  Operator(String sign, String sql) {
    this.sign = sign;
    this.sql = sql;
  }

  static Operator of(String sign) {
    return Arrays.stream(values())
        .filter(operator -> operator.sign.equals(sign))
        .findFirst()
        .orElseThrow();
  }

  String sign() {
    return sign;
  }

  String sql() {
    return sql;
  }
}
