package io.stillhouse.model.expression;

/** Which of a fanned-out step's steps a reference means. */
public sealed interface Selector {
  /** None is named: the step is not fanned out. */
  record Single() implements Selector {
    @Override
    public String toString() {
      return "";
    }
  }

  /** {@code [item]}: the one of the same item. */
  record SameItem() implements Selector {
    @Override
    public String toString() {
      return "[item]";
    }
  }

  /** {@code [*]}: all, in item order. */
  record All() implements Selector {
    @Override
    public String toString() {
      return "[*]";
    }
  }

  /**
   * {@code [resnet20]}: the one of a named item.
   *
   * @param item the item's name
   */
  record Named(String item) implements Selector {
    @Override
    public String toString() {
      return "[" + item + "]";
    }
  }
}
