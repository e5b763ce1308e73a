package io.stillhouse.runstore.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a filter: the part of <a href="https://google.aip.dev/160">AIP-160</a> that runs need.
 *
 * <pre>
 * expression  = sequence {"AND" sequence}
 * sequence    = factor {factor}                 all of them
 * factor      = term {"OR" term}                OR binds tighter than AND
 * term        = ["NOT" | "-"] ("(" expression ")" | restriction)
 * restriction = column operator value | text    a text alone is searched for
 * </pre>
 */
final class FilterParser {
  private static final int DEEPEST = 20;
  private static final int MOST_RESTRICTIONS = 100;
  private static final List<String> KEYWORDS = List.of("AND", "OR", "NOT");

  private final Scanner scanner;
  private final ColumnParser columns;
  private int restrictions;

  FilterParser(Scanner scanner) {
    this.scanner = scanner;
    this.columns = new ColumnParser(scanner);
  }

  /**
   * What the whole text says.
   *
   * @throws FilterException if it cannot be understood
   */
  Condition parse() {
    if (!scanner.hasMore()) {
      return new Condition.All(List.of());
    }
    Condition condition = expression(0);
    if (scanner.hasMore()) {
      throw scanner.error(
          scanner.position(), "'" + scanner.peek() + "' is one too many here", Optional.empty());
    }
    return condition;
  }

  private Condition expression(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      do {
        parts.add(factor(depth));
      } while (factorFollows());
    } while (scanner.takeWord("AND"));
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private boolean factorFollows() {
    if (!scanner.hasMore() || scanner.peek() == ')' || scanner.peek() == ',') {
      return false;
    }
    return !scanner.peekWord("AND") && !scanner.peekWord("OR");
  }

  private Condition factor(int depth) {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(term(depth));
    } while (scanner.takeWord("OR"));
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  private Condition term(int depth) {
    if (!scanner.hasMore()) {
      throw scanner.error(scanner.position(), "something is missing at the end", Optional.empty());
    }
    if (depth > DEEPEST) {
      throw scanner.error(
          scanner.position(), "parentheses are nested deeper than " + DEEPEST, Optional.empty());
    }
    for (String keyword : List.of("AND", "OR")) {
      if (scanner.peekWord(keyword)) {
        throw scanner.error(
            scanner.position(), "something is missing before " + keyword, Optional.empty());
      }
    }
    if (scanner.takeWord("NOT") || scanner.take('-')) {
      return new Condition.Not(term(depth + 1));
    }
    int opened = scanner.position();
    if (scanner.take('(')) {
      Condition inner = expression(depth + 1);
      if (!scanner.take(')')) {
        throw scanner.error(opened, "this parenthesis is not closed", Optional.empty());
      }
      return inner;
    }
    return restriction();
  }

  private Condition restriction() {
    if (++restrictions > MOST_RESTRICTIONS) {
      throw scanner.error(
          scanner.position(),
          "there are more than " + MOST_RESTRICTIONS + " restrictions",
          Optional.empty());
    }
    List<Word> path = scanner.path();
    String sign = scanner.operator();
    if (sign.isEmpty()) {
      return search(path);
    }
    // `labels:team` asks for the label of that name, as AIP-160 has it for every map.
    if (sign.equals(":") && path.size() == 1 && ColumnParser.isMap(path.get(0).text())) {
      Word name = scanner.argument();
      return new Condition.Comparison(
          columns.column(List.of(path.get(0), name)),
          Operator.HAS,
          new Word("*", name.position(), Word.Form.BARE));
    }
    Column column = columns.column(path);
    return new Condition.Comparison(column, Operator.of(sign), scanner.argument());
  }

  private Condition search(List<Word> path) {
    Word first = path.get(0);
    String upper = first.text().toUpperCase(Locale.ROOT);
    if (path.size() == 1 && first.isBare() && KEYWORDS.contains(upper)) {
      throw scanner.error(
          first.position(), "'" + first.text() + "' is written in capitals", Optional.of(upper));
    }
    String text = path.stream().map(Word::text).collect(Collectors.joining("."));
    boolean meantAsColumn = path.size() > 1 && first.isBare() && ColumnParser.isMap(first.text());
    if (meantAsColumn || (first.isBare() && RunField.named(text).isPresent())) {
      throw scanner.error(
          first.position(), "'" + text + "' is compared with nothing", Optional.of(text + ":*"));
    }
    return new Condition.Search(text);
  }
}
