package io.stillhouse.release.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses gates by recursive descent:
 *
 * <pre>
 * gate    = sum ( "&gt;=" | "&lt;=" | "==" | "!=" | "&gt;" | "&lt;" ) sum
 * sum     = product { ( "+" | "-" ) product }
 * product = factor { ( "*" | "/" ) factor }
 * factor  = "-" factor | "(" sum ")" | number | [ "baseline." ] metric
 * metric  = NAME { "." NAME } | "steps." STEP ".metrics['" KEY "']"
 * </pre>
 */
final class GateParser {
  private static final int MAXIMUM_LENGTH = 1000;
  private static final int MAXIMUM_DEPTH = 50;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_0-9]+)*");
  private static final Pattern OF_STEP =
      Pattern.compile("steps\\.(?<step>[a-z0-9-]+)\\.metrics\\['(?<key>[^']+)'\\]");

  private final String text;
  private int offset;
  private int depth;

  GateParser(String text) {
    this.text = text;
  }

  Gate parse() {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new GateSyntaxException(
          text.substring(0, 50) + "...", MAXIMUM_LENGTH, "a gate has at most 1000 characters");
    }
    skipSpaces();
    Term left = sum();
    Relation relation = relation();
    Term right = sum();
    if (offset < text.length()) {
      throw wrong("nothing more can come here; give further conditions as gates of their own");
    }
    return new Gate(text.strip(), left, relation, right);
  }

  private Relation relation() {
    for (Relation relation : Relation.values()) {
      if (accept(relation.symbol())) {
        return relation;
      }
    }
    throw wrong("a comparison (>= <= > < == !=) must come here");
  }

  private Term sum() {
    Term left = product();
    while (true) {
      if (accept("+")) {
        left = new Term.Arithmetic(Term.Operator.PLUS, left, product());
      } else if (accept("-")) {
        left = new Term.Arithmetic(Term.Operator.MINUS, left, product());
      } else {
        return left;
      }
    }
  }

  private Term product() {
    Term left = factor();
    while (true) {
      if (accept("*")) {
        left = new Term.Arithmetic(Term.Operator.TIMES, left, factor());
      } else if (accept("/")) {
        left = new Term.Arithmetic(Term.Operator.OVER, left, factor());
      } else {
        return left;
      }
    }
  }

  private Term factor() {
    if (++depth > MAXIMUM_DEPTH) {
      throw wrong("a gate is nested at most 50 levels deep");
    }
    Term factor = accept("-") ? new Term.Negative(factor()) : primary();
    depth--;
    return factor;
  }

  private Term primary() {
    if (accept("(")) {
      Term inner = sum();
      if (!accept(")")) {
        throw wrong("')' must come here");
      }
      return inner;
    }
    Optional<Matcher> number = next(NUMBER);
    if (number.isPresent()) {
      return new Term.Constant(Double.parseDouble(number.get().group()));
    }
    boolean ofBaseline = accept("baseline.");
    Optional<Matcher> ofStep = next(OF_STEP);
    if (ofStep.isPresent()) {
      Matcher found = ofStep.get();
      return new Term.Metric(ofBaseline, Optional.of(found.group("step")), found.group("key"));
    }
    return next(NAME)
        .map(name -> new Term.Metric(ofBaseline, Optional.empty(), name.group()))
        .orElseThrow(
            () ->
                wrong(
                    "a number, '(' or a metric must come here, such as student.accuracy,"
                        + " baseline.student.accuracy, steps.evaluate.metrics['student.nll']"));
  }

  /** Steps over a symbol, and spaces on both sides of it, if it comes next. */
  private boolean accept(String symbol) {
    skipSpaces();
    if (!text.startsWith(symbol, offset)) {
      return false;
    }
    offset += symbol.length();
    skipSpaces();
    return true;
  }

  private Optional<Matcher> next(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(offset, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    offset = matcher.end();
    skipSpaces();
    return Optional.of(matcher);
  }

  private void skipSpaces() {
    while (offset < text.length() && Character.isWhitespace(text.charAt(offset))) {
      offset++;
    }
  }

  private GateSyntaxException wrong(String reason) {
    return new GateSyntaxException(text, offset, reason);
  }
}
