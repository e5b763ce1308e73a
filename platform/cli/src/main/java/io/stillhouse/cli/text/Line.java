package io.stillhouse.cli.text;

/**
 * One line under construction that knows how many columns it takes, decorations not counted, and
 * never takes more than it may.
 *
 * <p>Every character counts as one column; names in Stillhouse are ASCII, and so are the glyphs'
 * widths.
 */
public final class Line {
  private final Style style;
  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private int columns;

  /**
   * @param limit columns that may be used, 1 or more
   */
  public Line(Style style, int limit) {
    this.style = style;
    this.limit = Math.max(1, limit);
  }

  public int columns() {
    return columns;
  }

  public int remaining() {
    return limit - columns;
  }

  /** Appends text, cut with an ellipsis where the line is full. */
  public Line add(String part) {
    text.append(fit(part));
    return this;
  }

  /** Appends decorated text, cut with an ellipsis where the line is full. */
  public Line add(Style.Ink ink, String part) {
    text.append(style.paint(ink, fit(part)));
    return this;
  }

  /**
   * Appends blanks up to the given column, counted from 0; at least one when the line is there
   * already.
   */
  public Line to(int column) {
    return add(" ".repeat(Math.max(columns == 0 ? 0 : 1, column - columns)));
  }

  private String fit(String part) {
    String fitting = clip(part, remaining(), style.glyphs());
    columns += fitting.length();
    return fitting;
  }

  /**
   * The text when it takes no more than {@code limit} columns, otherwise its beginning with an
   * ellipsis.
   */
  public static String clip(String text, int limit, Glyphs glyphs) {
    if (text.length() <= limit) {
      return text;
    }
    return limit < 1 ? "" : text.substring(0, limit - 1) + glyphs.ellipsis();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
