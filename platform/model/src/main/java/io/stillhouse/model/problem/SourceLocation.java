package io.stillhouse.model.problem;

/**
 * A position in a text.
 *
 * @param file what the text is called
 * @param line the line, counted from 1; 0 when the position inside the text is not known
 * @param column the column in characters, counted from 1; 0 with line 0
 */
public record SourceLocation(String file, int line, int column) {
  /**
   * @throws IllegalArgumentException if line or column is negative, or only one of them is 0
   */
  public SourceLocation {
    if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
      throw new IllegalArgumentException("no such position: line " + line + " column " + column);
    }
  }

  /** Something without lines: a whole file, an option of the command line. */
  public static SourceLocation whole(String file) {
    return new SourceLocation(file, 0, 0);
  }

  /** {@code file:line:column}, or the file alone when the position is not known. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
