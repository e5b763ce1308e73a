package io.stillhouse.model.expression;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Shape;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.yaml.YamlList;
import io.stillhouse.model.yaml.YamlMap;
import io.stillhouse.model.yaml.YamlNode;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any value, with expressions anywhere in it. {@code $${} stands for a {@code ${} of plain text. */
public final class TemplateShape implements Shape<Template> {
  @Override
  public Optional<Template> read(Cursor cursor) {
    YamlNode node = cursor.node();
    if (node instanceof YamlScalar scalar) {
      return scalar(cursor, scalar);
    }
    if (node instanceof YamlList list) {
      return list(cursor, list);
    }
    return node instanceof YamlMap map ? map(cursor, map) : Optional.empty();
  }

  private Optional<Template> list(Cursor cursor, YamlList list) {
    if (list.elements().size() > ListValue.MAXIMUM_SIZE) {
      cursor.error("the list has more than 10,000 values");
      return Optional.empty();
    }
    List<Template> elements = new ArrayList<>();
    for (int i = 0; i < list.elements().size(); i++) {
      read(cursor.element(i, list.elements().get(i))).ifPresent(elements::add);
    }
    return elements.size() == list.elements().size()
        ? Optional.of(new Template.Elements(elements, cursor.place()))
        : Optional.empty();
  }

  private Optional<Template> map(Cursor cursor, YamlMap map) {
    if (map.entries().size() > MapValue.MAXIMUM_SIZE) {
      cursor.error("the map has more than 10,000 entries");
      return Optional.empty();
    }
    Map<String, Template> entries = new LinkedHashMap<>();
    for (YamlMap.Entry entry : map.entries()) {
      String key = entry.key().text();
      Cursor member = cursor.member(key, entry.value());
      if (key.isEmpty() || key.length() > MapValue.MAXIMUM_NAME_LENGTH) {
        member.error("a name in a map has 1 to 256 characters");
      } else {
        read(member).ifPresent(value -> entries.put(key, value));
      }
    }
    return entries.size() == map.entries().size()
        ? Optional.of(new Template.Entries(entries, cursor.place()))
        : Optional.empty();
  }

  private static Optional<Template> scalar(Cursor cursor, YamlScalar scalar) {
    try {
      if (scalar.kind() == YamlScalar.Kind.STRING) {
        return Optional.of(text(cursor, scalar));
      }
      return ValueShape.scalar(cursor, scalar)
          .map(value -> new Template.Literal(value, cursor.place()));
    } catch (ExpressionException e) {
      report(cursor, scalar, e);
    } catch (IllegalArgumentException e) {
      // Values know their own bounds, and say so.
      cursor.error(String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static Template text(Cursor cursor, YamlScalar scalar) throws ExpressionException {
    String text = scalar.text();
    new TextValue(text);
    List<Template> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int offset = 0;
    while (offset < text.length()) {
      if (text.startsWith("$${", offset)) {
        plain.append("${");
        offset += 3;
      } else if (text.startsWith("{{", offset) && text.indexOf("}}", offset) > 0) {
        throw new ExpressionException(
            offset, "{{ }} is not an expression here: write ${...}, such as ${parameters.seed}");
      } else if (text.startsWith("${", offset)) {
        addPlain(parts, plain, cursor.place());
        offset = expression(cursor, scalar, offset, parts);
      } else {
        plain.append(text.charAt(offset++));
      }
    }
    if (parts.isEmpty()) {
      return new Template.Literal(new TextValue(plain.toString()), cursor.place());
    }
    addPlain(parts, plain, cursor.place());
    return parts.size() == 1 ? parts.get(0) : new Template.Text(parts, cursor.place());
  }

  private static int expression(Cursor cursor, YamlScalar scalar, int offset, List<Template> parts)
      throws ExpressionException {
    Scanner scanner = new Scanner(scalar.text(), offset + 2);
    scanner.skipSpaces();
    Reference reference =
        new ReferenceParser(scanner, at -> new Place(scalar.at(at), cursor.path())).parse();
    scanner.skipSpaces();
    scanner.expect("}", "at the end of the expression");
    if (reference instanceof Reference.ToMetric) {
      throw new ExpressionException(
          offset, "metrics are known only after their step ran: only 'when' can ask for them");
    }
    parts.add(new Template.Expression(reference));
    return scanner.offset();
  }

  private static void addPlain(List<Template> parts, StringBuilder plain, Place place) {
    if (plain.length() > 0) {
      parts.add(new Template.Literal(new TextValue(plain.toString()), place));
      plain.setLength(0);
    }
  }

  /** Reports what is wrong with an expression at the character where it is wrong. */
  static void report(Cursor cursor, YamlScalar scalar, ExpressionException e) {
    boolean exact = scalar.form() != YamlScalar.Form.OTHER;
    Place place = new Place(scalar.at(e.offset()), cursor.path());
    String message =
        exact ? e.reason() : e.reason() + " (character " + (e.offset() + 1) + " of the text)";
    String word = e.word();
    if (word == null) {
      cursor.problems().error(place, message);
    } else {
      cursor.problems().unknown(place, message, word, e.candidates());
    }
  }

  @Override
  public JsonObject describe() {
    return new ValueShape().describe();
  }
}
