package io.stillhouse.model.yaml;

import io.stillhouse.model.problem.SourceLocation;
import java.util.regex.Pattern;

/**
 * A scalar.
 *
 * @param text its content, quotes and escapes resolved
 * @param kind what it is: quoted and block scalars are always text
 * @param form how it is written
 * @param location where it begins, at the opening quote if there is one
 */
public record YamlScalar(String text, Kind kind, Form form, SourceLocation location)
    implements YamlNode {

  /** What a scalar is, by the core schema of YAML 1.2 (decimal numbers only). */
  public enum Kind {
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number with a decimal point or an exponent. */
    NUMBER,
    /** true or false. */
    BOOLEAN,
    /** Nothing, {@code ~} or {@code null}. */
    NULL
  }

  /** How a scalar is written. */
  public enum Form {
    /** On one line, without quotes. */
    PLAIN,
    /** On one line, in quotes, nothing escaped. */
    QUOTED,
    /** Over several lines or with escapes: positions inside it are not known. */
    OTHER
  }

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  /** What an unquoted text is. */
  static Kind kindOfPlain(String text) {
    if (NULL.matcher(text).matches()) {
      return Kind.NULL;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return Kind.BOOLEAN;
    }
    if (INTEGER.matcher(text).matches()) {
      return Kind.INTEGER;
    }
    return NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.STRING;
  }

  /** Where a character of the content stands, or where the scalar begins if that is not known. */
  public SourceLocation at(int offset) {
    if (form == Form.OTHER || location.line() == 0) {
      return location;
    }
    int quote = form == Form.QUOTED ? 1 : 0;
    return new SourceLocation(
        location.file(),
        location.line(),
        location.column() + quote + text.codePointCount(0, offset));
  }

  @Override
  public String inWords() {
    String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return switch (kind) {
      case STRING -> "the string \"" + shown.replace("\n", "\\n") + "\"";
      case INTEGER -> "the integer " + shown;
      case NUMBER -> "the number " + shown;
      case BOOLEAN -> "the boolean " + shown;
      case NULL -> "empty";
    };
  }
}
