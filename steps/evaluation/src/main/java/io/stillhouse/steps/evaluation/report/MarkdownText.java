package io.stillhouse.steps.evaluation.report;

/** Text of unknown origin as Markdown that shows exactly that text, also inside a table. */
final class MarkdownText {
  /** What means something to Markdown or HTML within a line. */
  private static final String SPECIAL = "\\`*_[]<>|~#&!@$";

  private MarkdownText() {}

  static String of(String text) {
    StringBuilder escaped = new StringBuilder();
    PrintableText.of(text)
        .codePoints()
        .forEach(
            character -> {
              if (SPECIAL.indexOf(character) >= 0) {
                // An entity, because a backslash does not protect a pipe in every renderer's
                // tables.
                escaped.append("&#").append(character).append(';');
              } else {
                escaped.appendCodePoint(character);
              }
            });
    return escaped.toString();
  }
}
