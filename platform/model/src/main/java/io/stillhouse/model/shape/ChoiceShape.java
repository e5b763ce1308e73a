package io.stillhouse.model.shape;

import io.stillhouse.model.json.JsonObject;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Severity;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of several words.
 *
 * @param <T> what the words mean
 */
public final class ChoiceShape<T> implements Shape<T> {
  private final Map<String, T> choices;

  private ChoiceShape(Map<String, T> choices) {
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /** The constants of an enum by their names. */
  public static <E extends Enum<E>> ChoiceShape<E> of(E[] constants, Function<E, String> name) {
    Map<String, E> choices = new LinkedHashMap<>();
    Arrays.stream(constants).forEach(constant -> choices.put(name.apply(constant), constant));
    return new ChoiceShape<>(choices);
  }

  /** One word only. */
  public static ChoiceShape<String> constant(String word) {
    return new ChoiceShape<>(Map.of(word, word));
  }

  @Override
  public Optional<T> read(Cursor cursor) {
    if (!(cursor.node() instanceof YamlScalar scalar) || scalar.kind() != YamlScalar.Kind.STRING) {
      cursor.expected("a string: " + String.join(", ", choices.keySet()));
      return Optional.empty();
    }
    T choice = choices.get(scalar.text());
    if (choice == null) {
      cursor
          .problems()
          .add(
              new Problem(
                  Severity.ERROR,
                  cursor.place().location(),
                  cursor.path(),
                  "is "
                      + scalar.inWords()
                      + ", it must be "
                      + (choices.size() == 1 ? "" : "one of ")
                      + String.join(", ", choices.keySet()),
                  Suggestion.closest(scalar.text(), choices.keySet()).orElse(null)));
      return Optional.empty();
    }
    return Optional.of(choice);
  }

  @Override
  public JsonObject describe() {
    return choices.size() == 1
        ? new JsonObject().with("const", choices.keySet().iterator().next())
        : new JsonObject().with("enum", choices.keySet());
  }
}
