package io.stillhouse.model.parameter;

import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds one value against a declaration. */
final class ValueCheck {
  private static final Pattern LOOKS_LIKE_NUMBER =
      Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

  private final ParameterDeclaration declaration;
  private final List<Acceptance.Objection> objections = new ArrayList<>();

  ValueCheck(ParameterDeclaration declaration) {
    this.declaration = declaration;
  }

  Acceptance accept(Value value) {
    Value taken = ofType(value, declaration.type(), OptionalInt.empty());
    if (objections.isEmpty()) {
      checkChoices(taken);
    }
    return new Acceptance(objections.isEmpty() ? Optional.of(taken) : Optional.empty(), objections);
  }

  private Value ofType(Value value, ParameterType type, OptionalInt element) {
    if (type == ParameterType.NUMBER && value instanceof IntegerValue integer) {
      NumberValue number = new NumberValue(integer.number());
      checkRange(number.number(), value, element);
      return number;
    }
    if (!isOfType(value, type)) {
      object(
          element, "is " + shown(value) + ", it must be " + type.withArticle() + hint(value, type));
      return value;
    }
    if (value instanceof IntegerValue integer) {
      checkRange(integer.number(), value, element);
    } else if (value instanceof NumberValue number) {
      checkRange(number.number(), value, element);
    } else if (value instanceof TextValue text) {
      checkText(text, type, element);
    } else if (value instanceof ListValue list && declaration.items().isPresent()) {
      ParameterType items = declaration.items().get();
      List<Value> taken = new ArrayList<>();
      for (int i = 0; i < list.values().size(); i++) {
        taken.add(ofType(list.values().get(i), items, OptionalInt.of(i)));
      }
      return new ListValue(taken);
    }
    return value;
  }

  private void checkRange(double number, Value value, OptionalInt element) {
    if (!declaration.range().contains(number)) {
      object(
          element,
          value.canonicalText() + " is out of range, it must be " + declaration.range().inWords());
    }
  }

  private void checkText(TextValue text, ParameterType type, OptionalInt element) {
    if (type == ParameterType.SOURCE && text.text().isBlank()) {
      object(element, "is empty, it must be a path or a URI");
    }
    if (declaration.pattern().isPresent()) {
      checkPattern(text, declaration.pattern().get(), element);
    }
  }

  private void checkPattern(TextValue text, String pattern, OptionalInt element) {
    switch (BoundedMatch.of(Pattern.compile(pattern), text.text())) {
      case MATCHES -> {}
      case DIFFERS -> object(element, shown(text) + " does not match the pattern " + pattern);
      case UNDECIDED ->
          object(
              element,
              "it cannot be said in reasonable time whether "
                  + shown(text)
                  + " matches the pattern "
                  + pattern);
    }
  }

  private void checkChoices(Value value) {
    List<Value> choices = declaration.choices();
    if (choices.isEmpty() || choices.contains(value)) {
      return;
    }
    List<String> known = choices.stream().map(ValueCheck::word).toList();
    objections.add(
        new Acceptance.Objection(
            OptionalInt.empty(),
            shown(value)
                + " is not one of "
                + known.stream().limit(20).collect(Collectors.joining(", ")),
            Suggestion.closest(word(value), known).orElse(null)));
  }

  private void object(OptionalInt element, String message) {
    objections.add(new Acceptance.Objection(element, message, null));
  }

  private static boolean isOfType(Value value, ParameterType type) {
    return switch (type) {
      case STRING, SOURCE -> value instanceof TextValue;
      case INTEGER -> value instanceof IntegerValue;
      case NUMBER -> value instanceof NumberValue;
      case BOOLEAN -> value instanceof BooleanValue;
      case LIST -> value instanceof ListValue;
      case MAP -> value instanceof MapValue;
    };
  }

  private static String hint(Value value, ParameterType type) {
    boolean number = type == ParameterType.INTEGER || type == ParameterType.NUMBER;
    if (value instanceof TextValue text) {
      if (number && LOOKS_LIKE_NUMBER.matcher(text.text()).matches()) {
        return ": write it without quotes";
      }
      if (type == ParameterType.BOOLEAN) {
        return ": write true or false, without quotes";
      }
    } else if (type == ParameterType.STRING
        && !(value instanceof ListValue)
        && !(value instanceof MapValue)) {
      return ": put it in quotes";
    }
    return "";
  }

  /** The value as messages show it, shortened. */
  private static String shown(Value value) {
    if (value instanceof ListValue || value instanceof MapValue) {
      return "a " + value.typeName();
    }
    String text = value.canonicalText();
    String shortened = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return "the " + value.typeName() + " " + shortened;
  }

  private static String word(Value value) {
    return value instanceof TextValue text ? text.text() : value.canonicalText();
  }
}
