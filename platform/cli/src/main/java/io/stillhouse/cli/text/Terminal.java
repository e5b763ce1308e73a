package io.stillhouse.cli.text;

import java.util.Locale;
import java.util.Map;

/**
 * What is known about where the output goes.
 *
 * @param stdout whether standard output is a terminal that understands cursor movements
 * @param stderr the same of standard error
 * @param style decorations that both understand
 * @param size the size of the window, asked anew for each picture
 */
public record Terminal(
    boolean stdout, boolean stderr, Style.Colours colours, Glyphs glyphs, TerminalSize size) {

  /** No terminal at all: pipes and files. */
  public static Terminal none() {
    return new Terminal(false, false, Style.Colours.OFF, Glyphs.ASCII, () -> TerminalSize.DEFAULT);
  }

  /**
   * Reads the facts from environment variables: {@code STILLHOUSE_TERMINALS} names the streams that
   * are terminals (the start script sets it: Java 17 cannot tell), {@code TERM=dumb} and {@code
   * NO_COLOR} (no-color.org) take abilities away, and the locale says whether Unicode is shown,
   * unless {@code STILLHOUSE_GLYPHS=ascii} does: the start script replaces a locale that knows
   * ASCII only.
   */
  public static Terminal of(Map<String, String> variables, TerminalSize size) {
    String terminals = variables.getOrDefault("STILLHOUSE_TERMINALS", "");
    String term = variables.getOrDefault("TERM", "dumb");
    boolean able = !term.isEmpty() && !term.equals("dumb");
    boolean stdout = able && terminals.contains("stdout");
    boolean stderr = able && terminals.contains("stderr");
    boolean colour = able && variables.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        stdout,
        stderr,
        colour ? Style.Colours.ON : Style.Colours.OFF,
        unicode(variables) ? Glyphs.UNICODE : Glyphs.ASCII,
        size);
  }

  /** The style of what goes to standard output. */
  public Style outStyle() {
    return new Style(stdout ? colours : Style.Colours.OFF, glyphs);
  }

  /** The style of what goes to standard error. */
  public Style errStyle() {
    return new Style(stderr ? colours : Style.Colours.OFF, glyphs);
  }

  private static boolean unicode(Map<String, String> variables) {
    if (variables.getOrDefault("STILLHOUSE_GLYPHS", "").equals("ascii")) {
      return false;
    }
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = variables.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String locale = value.toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return false;
  }
}
