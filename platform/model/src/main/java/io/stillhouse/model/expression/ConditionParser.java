package io.stillhouse.model.expression;

import io.stillhouse.model.expression.ConditionNode.Binary;
import io.stillhouse.model.expression.ConditionNode.Constant;
import io.stillhouse.model.expression.ConditionNode.Lookup;
import io.stillhouse.model.expression.ConditionNode.Not;
import io.stillhouse.model.expression.ConditionNode.Operator;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses conditions by recursive descent:
 *
 * <pre>
 * or         = and { "||" and }
 * and        = comparison { "&amp;&amp;" comparison }
 * comparison = unary [ ( "==" | "!=" | "&lt;=" | "&lt;" | "&gt;=" | "&gt;" ) unary ]
 * unary      = "!" unary | primary
 * primary    = "(" or ")" | number | 'text' | true | false | reference
 * </pre>
 */
final class ConditionParser {
  private static final int MAXIMUM_LENGTH = 4096;
  private static final int MAXIMUM_DEPTH = 50;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS_OR_EQUAL,
          Operator.LESS,
          Operator.GREATER_OR_EQUAL,
          Operator.GREATER);
  private static final Map<String, String> WORDS =
      Map.of("and", "&&", "or", "||", "not", "!", "True", "true", "False", "false");

  private final String text;
  private final Scanner scanner;
  private final IntFunction<Place> places;
  private int depth;

  ConditionParser(String text, IntFunction<Place> places) {
    this.text = text;
    this.scanner = new Scanner(text, 0);
    this.places = places;
  }

  ConditionNode parse() throws ExpressionException {
    if (text.length() > MAXIMUM_LENGTH) {
      throw new ExpressionException(0, "the condition is longer than 4096 characters");
    }
    ConditionNode root = or();
    scanner.skipSpaces();
    if (!scanner.atEnd()) {
      throw new ExpressionException(scanner.offset(), unexpected());
    }
    return root;
  }

  private String unexpected() {
    int start = scanner.offset();
    String word = scanner.name();
    String hint = WORDS.get(word);
    if (hint != null) {
      return "'" + word + "' is written " + hint;
    }
    Scanner again = new Scanner(text, start);
    return switch (again.peek()) {
      case '=' -> "to compare write ==";
      case '&' -> "'and' is written &&";
      case '|' -> "'or' is written ||";
      case '<', '>' -> "comparisons do not chain: write a < b && b < c";
      default -> "an operator (== != < <= > >= && ||) must come here, there is " + again.inWords();
    };
  }

  private ConditionNode or() throws ExpressionException {
    ConditionNode left = and();
    while (true) {
      scanner.skipSpaces();
      Place place = places.apply(scanner.offset());
      if (!scanner.accept("||")) {
        return left;
      }
      left = new Binary(Operator.OR, left, and(), place);
    }
  }

  private ConditionNode and() throws ExpressionException {
    ConditionNode left = comparison();
    while (true) {
      scanner.skipSpaces();
      Place place = places.apply(scanner.offset());
      if (!scanner.accept("&&")) {
        return left;
      }
      left = new Binary(Operator.AND, left, comparison(), place);
    }
  }

  private ConditionNode comparison() throws ExpressionException {
    ConditionNode left = unary();
    scanner.skipSpaces();
    Place place = places.apply(scanner.offset());
    for (Operator operator : COMPARISONS) {
      if (scanner.accept(operator.symbol())) {
        return new Binary(operator, left, unary(), place);
      }
    }
    return left;
  }

  private ConditionNode unary() throws ExpressionException {
    scanner.skipSpaces();
    int start = scanner.offset();
    if (++depth > MAXIMUM_DEPTH) {
      throw new ExpressionException(start, "the condition is nested more than 50 levels deep");
    }
    ConditionNode node =
        scanner.accept("!") ? new Not(unary(), places.apply(start)) : primary(start);
    depth--;
    return node;
  }

  private ConditionNode primary(int start) throws ExpressionException {
    Place place = places.apply(start);
    if (scanner.accept("(")) {
      ConditionNode inner = or();
      scanner.skipSpaces();
      scanner.expect(")", "to close the parenthesis");
      return inner;
    }
    if (scanner.accept("'")) {
      return new Constant(new TextValue(scanner.until('\'', "the text")), place);
    }
    if (scanner.accept("\"")) {
      throw new ExpressionException(start, "a text is written in single quotes: 'text'");
    }
    if (scanner.accept("${")) {
      throw new ExpressionException(
          start, "a condition is an expression already: leave ${ and } out");
    }
    char first = scanner.peek();
    if (first == '-' || (first >= '0' && first <= '9')) {
      return new Constant(number(start), place);
    }
    String word = scanner.name("a value");
    if (word.equals("true") || word.equals("false")) {
      return new Constant(new BooleanValue(word.equals("true")), place);
    }
    if (WORDS.containsKey(word)) {
      throw new ExpressionException(start, "'" + word + "' is written " + WORDS.get(word));
    }
    return new Lookup(new ReferenceParser(scanner, places).afterRoot(start, word));
  }

  private Value number(int start) throws ExpressionException {
    Matcher matcher = NUMBER.matcher(text).region(start, text.length());
    if (!matcher.lookingAt()) {
      throw new ExpressionException(start, "a number must come after '-'");
    }
    String digits = matcher.group();
    scanner.accept(digits);
    return value(digits).orElseThrow(() -> new ExpressionException(start, "out of range"));
  }

  private static Optional<Value> value(String digits) {
    try {
      return Optional.of(
          digits.matches("-?[0-9]+")
              ? new IntegerValue(Long.parseLong(digits))
              : new NumberValue(Double.parseDouble(digits)));
    } catch (IllegalArgumentException e) {
      // Longer than 64 bits, or not finite.
      return Optional.empty();
    }
  }
}
