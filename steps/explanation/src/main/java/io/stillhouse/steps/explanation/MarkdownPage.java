package io.stillhouse.steps.explanation;

import io.stillhouse.training.data.Split;
import java.util.List;

/** The figures in short, as GitHub-flavoured Markdown. */
record MarkdownPage(Split split, Findings findings) {
  String text() {
    Words words = new Words(split, findings);
    StringBuilder text = new StringBuilder();
    text.append("### ").append(words.headline()).append("\n\n");
    text.append("On ").append(escaped(words.subject())).append(". ").append(words.gain());
    text.append("\n\n");
    table(text, words.similarityColumns(), words.similarities());
    table(text, words.deletionColumns(), words.deletions());
    text.append(words.method()).append("\n\nThe maps are in `report.html`.\n");
    return text.toString();
  }

  private static void table(StringBuilder text, List<String> head, List<List<String>> rows) {
    text.append("| ").append(String.join(" | ", head)).append(" |\n");
    text.append("|:--".repeat(2)).append("|--:".repeat(head.size() - 2)).append("|\n");
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    text.append('\n');
  }

  /** A dataset's name is free text. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            character -> {
              boolean plain =
                  Character.isLetterOrDigit(character) || " -,._".indexOf(character) >= 0;
              escaped.append(plain ? Character.toString(character) : "&#" + character + ";");
            });
    return escaped.toString();
  }
}
