package io.stillhouse.runstore.filter;

import java.util.List;

/** What a filter says. */
sealed interface Condition {

  /** All of them; of none: true. */
  record All(List<Condition> parts) implements Condition {}

  /** At least one of them. */
  record Any(List<Condition> parts) implements Condition {}

  /** Not this. */
  record Not(Condition part) implements Condition {}

  /** A column held against a value. */
  record Comparison(Column column, Operator operator, Word value) implements Condition {}

  /** A text that stands somewhere in what a run is called. */
  record Search(String text) implements Condition {}
}
