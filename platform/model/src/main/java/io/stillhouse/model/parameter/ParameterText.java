package io.stillhouse.model.parameter;

import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.ValueShape;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.model.yaml.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the texts of {@code -p name=text} into values, by the types that are declared: a string is
 * taken as it stands, a number or a boolean as YAML reads it, a list or a map in YAML's flow style
 * ({@code -p seeds=[1,2,3]}).
 */
public final class ParameterText {
  private ParameterText() {}

  /** Where problems of an override are reported. */
  public static Place place(String name) {
    return new Place(SourceLocation.whole("-p " + name), "");
  }

  /**
   * The values of texts by parameter name. What is wrong with a text, and a name that is not
   * declared, is reported.
   */
  public static Map<String, Value> parse(
      Map<String, String> texts,
      Map<String, ParameterDeclaration> declarations,
      Problems problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          ParameterDeclaration declaration = declarations.get(name);
          if (declaration == null) {
            problems.unknown(
                place(name),
                "the pipeline has no parameter '" + name + "'",
                name,
                declarations.keySet());
          } else {
            parse(text, declaration, problems).ifPresent(value -> values.put(name, value));
          }
        });
    return values;
  }

  private static Optional<Value> parse(
      String text, ParameterDeclaration declaration, Problems problems) {
    Place place = place(declaration.name());
    Problems own = new Problems();
    Optional<Value> value = value(text, declaration.type(), place, own);
    own.sorted().stream()
        .findFirst()
        .ifPresent(problem -> problems.error(place, problem.message()));
    return value.filter(parsed -> !own.hasErrors());
  }

  private static Optional<Value> value(
      String text, ParameterType type, Place place, Problems problems) {
    if (type == ParameterType.STRING || type == ParameterType.SOURCE) {
      try {
        return Optional.of(new TextValue(text));
      } catch (IllegalArgumentException e) {
        problems.error(place, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }
    return new YamlReader(problems)
        .read(new SourceText(place.location().file(), text))
        .flatMap(node -> new ValueShape().read(new Cursor(node, "", problems)));
  }
}
