package io.stillhouse.cli.text;

/** How text is decorated for one output stream. */
public final class Style {
  /** The decorations in use; each is one SGR sequence of ECMA-48. */
  public enum Ink {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  private final Colours colours;
  private final Glyphs glyphs;

  /** Whether decorations are written at all. */
  public enum Colours {
    ON,
    OFF
  }

  public Style(Colours colours, Glyphs glyphs) {
    this.colours = colours;
    this.glyphs = glyphs;
  }

  /** Text without any decoration, for files and pipes. */
  public static Style plain() {
    return new Style(Colours.OFF, Glyphs.ASCII);
  }

  public boolean coloured() {
    return colours == Colours.ON;
  }

  public Glyphs glyphs() {
    return glyphs;
  }

  /** The text in the given ink; the text itself when colours are off. */
  public String paint(Ink ink, String text) {
    return colours == Colours.OFF || text.isEmpty()
        ? text
        : "\u001b[" + ink.code + "m" + text + "\u001b[0m";
  }

  public String bold(String text) {
    return paint(Ink.BOLD, text);
  }

  public String dim(String text) {
    return paint(Ink.DIM, text);
  }

  public String red(String text) {
    return paint(Ink.RED, text);
  }

  public String green(String text) {
    return paint(Ink.GREEN, text);
  }

  public String yellow(String text) {
    return paint(Ink.YELLOW, text);
  }

  public String cyan(String text) {
    return paint(Ink.CYAN, text);
  }
}
