package io.stillhouse.launcher.docker;

import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.problem.Suggestion;
import io.stillhouse.model.resource.MemoryShape;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settings as text, and all that is wrong with them. */
final class SettingTexts {
  private final Map<String, String> texts;
  private final List<String> problems = new ArrayList<>();

  /** These settings, of which only those in {@code known} are allowed. */
  SettingTexts(Map<String, String> texts, Set<String> known) {
    this.texts = new TreeMap<>(texts);
    for (String name : this.texts.keySet()) {
      if (!known.contains(name)) {
        problems.add(
            "there is no setting '"
                + name
                + "'"
                + Suggestion.closest(name, known)
                    .map(meant -> "; did you mean '" + meant + "'?")
                    .orElse("; there are " + String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  /** A setting that must match all of a pattern. */
  Optional<String> text(String name, String pattern, String what) {
    Optional<String> text = given(name);
    if (text.isPresent() && !text.get().matches(pattern)) {
      refuse(name, what);
      return Optional.empty();
    }
    return text;
  }

  /** A setting of several texts with commas between them. */
  List<String> list(String name, String pattern, String what) {
    List<String> elements =
        given(name).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .toList();
    if (!elements.stream().allMatch(element -> element.matches(pattern))) {
      refuse(name, what);
    }
    return elements;
  }

  /** A setting with one of an enum's values, written in lower case. */
  <E extends Enum<E>> E choice(String name, E byDefault) {
    Optional<String> text = given(name);
    if (text.isEmpty()) {
      return byDefault;
    }
    List<String> words = new ArrayList<>();
    for (E value : byDefault.getDeclaringClass().getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (word.equals(text.get())) {
        return value;
      }
      words.add(word);
    }
    refuse(name, "one of " + String.join(", ", words));
    return byDefault;
  }

  /** A setting with an amount of memory, in bytes. */
  long memory(String name, long byDefault) {
    Problems found = new Problems();
    Optional<Long> bytes =
        given(name)
            .flatMap(text -> new YamlReader(found).read(new SourceText(name, text)))
            .flatMap(node -> new MemoryShape().read(new Cursor(node, "", found)));
    found.sorted().stream()
        .map(Problem::message)
        .forEach(message -> problems.add("setting '" + name + "' " + message));
    return bytes.orElse(byDefault);
  }

  /**
   * Ends the reading.
   *
   * @throws IllegalArgumentException if anything was wrong, a line for each problem
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(texts.get(name)).map(String::strip);
  }

  private void refuse(String name, String what) {
    problems.add("setting '" + name + "' is '" + texts.get(name) + "', it must be " + what);
  }
}
