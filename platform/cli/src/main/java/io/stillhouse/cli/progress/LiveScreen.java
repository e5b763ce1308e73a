package io.stillhouse.cli.progress;

import io.stillhouse.cli.text.TerminalSize;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;

/** Replaces a picture on the terminal by the next one, in place, without flicker. */
public final class LiveScreen implements AutoCloseable {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final Pattern DECORATION = Pattern.compile("\u001b\\[[0-9;]*m");

  private final PrintWriter out;
  private List<Integer> lengths = List.of();

  public LiveScreen(PrintWriter out) {
    this.out = out;
  }

  /** Draws the lines over those drawn before. */
  public void draw(List<String> lines, TerminalSize.Size window) {
    StringBuilder picture = new StringBuilder(HIDE_CURSOR);
    int height = height(window.columns());
    if (height > 0) {
      picture.append("\u001b[").append(height).append("A\r");
    }
    for (String line : lines) {
      picture.append(line).append(CLEAR_TO_END_OF_LINE).append('\n');
    }
    out.print(picture.append(CLEAR_BELOW));
    out.flush();
    lengths = lines.stream().map(line -> DECORATION.matcher(line).replaceAll("").length()).toList();
  }

  /**
   * Rows that the last picture takes by now: a terminal that became narrower has wrapped its lines.
   */
  private int height(int columns) {
    return lengths.stream().mapToInt(length -> Math.max(1, (length + columns - 1) / columns)).sum();
  }

  @Override
  public void close() {
    out.print(SHOW_CURSOR);
    out.flush();
  }
}
