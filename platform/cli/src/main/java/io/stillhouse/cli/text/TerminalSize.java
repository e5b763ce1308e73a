package io.stillhouse.cli.text;

/** Tells the size of the terminal's window. */
@FunctionalInterface
public interface TerminalSize {
  /** What is assumed when nobody can tell. */
  Size DEFAULT = new Size(80, 24);

  Size now();

  /** Columns and rows of characters, 1 or more each. */
  record Size(int columns, int rows) {
    public Size {
      if (columns < 1 || rows < 1) {
        throw new IllegalArgumentException(
            "A terminal of " + columns + " columns and " + rows + " rows.");
      }
    }
  }
}
