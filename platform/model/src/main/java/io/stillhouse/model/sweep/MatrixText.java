package io.stillhouse.model.sweep;

import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.parameter.ParameterType;
import io.stillhouse.model.problem.Place;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.Problems;
import io.stillhouse.model.problem.SourceLocation;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.shape.Cursor;
import io.stillhouse.model.shape.Named;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.model.yaml.YamlList;
import io.stillhouse.model.yaml.YamlNode;
import io.stillhouse.model.yaml.YamlReader;
import io.stillhouse.model.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Axes that were set as text, as on a command line: {@code --matrix temperature=1,2,4}. The values
 * are those of a list in YAML's flow style without its brackets, so that a list or a map can be a
 * value as well; scalars for a parameter of type string are taken as they stand.
 */
public final class MatrixText {
  private final Map<String, ParameterDeclaration> parameters;
  private final Problems problems;

  /**
   * @param parameters the parameters that are declared
   * @param problems collects what is wrong
   */
  public MatrixText(Map<String, ParameterDeclaration> parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /**
   * A matrix with axes that were set as text: one of the same name is replaced, others are added.
   *
   * @param matrix the definition's
   * @param texts the values by parameter
   * @param seeds the axis to average over; empty: as before, or the axis called seed
   * @return nothing only after an error was reported
   */
  public Optional<Matrix> apply(
      Optional<Matrix> matrix, Map<String, String> texts, Optional<String> seeds) {
    Matrix before = matrix.orElse(new Matrix(Map.of(), Optional.empty(), List.of(), List.of()));
    Map<String, List<Value>> axes = new LinkedHashMap<>(before.axes());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      axis(text.getKey(), text.getValue()).ifPresent(own -> axes.put(text.getKey(), own));
    }
    Optional<String> averaged =
        seeds
            .or(before::seeds)
            .or(() -> Optional.of(Matrix.SEED).filter(name -> axes.containsKey(name)));
    if (averaged.isPresent() && !axes.containsKey(averaged.get())) {
      problems.unknown(
          new Place(SourceLocation.whole("--seeds"), ""),
          "there is no axis '" + averaged.get() + "'",
          averaged.get(),
          axes.keySet());
    }
    averaged.ifPresent(name -> requireOneSource(before, name));
    if (axes.isEmpty() && before.include().isEmpty()) {
      problems.error(
          new Place(SourceLocation.whole("--matrix"), ""),
          "the definition has no matrix: name the values of a parameter, --matrix NAME=A,B");
    }
    if (problems.hasErrors()) {
      return Optional.empty();
    }
    Matrix changed = new Matrix(axes, averaged, before.exclude(), before.include());
    Optional<String> size = MatrixSize.problem(changed);
    size.ifPresent(
        problem -> problems.error(new Place(SourceLocation.whole("--matrix"), ""), problem));
    return size.isPresent() ? Optional.empty() : Optional.of(changed);
  }

  private void requireOneSource(Matrix before, String seeds) {
    boolean single =
        Stream.concat(before.include().stream(), before.exclude().stream())
            .anyMatch(entry -> entry.containsKey(seeds));
    if (single) {
      problems.error(
          place(seeds),
          "the definition's 'include' or 'exclude' names it for single combinations, so it cannot be"
              + " the axis of the seeds");
    }
  }

  /** The values of one axis as the parameter takes them; nothing after a problem. */
  private Optional<List<Value>> axis(String name, String text) {
    Problems own = new Problems();
    Optional<Matrix> read =
        new YamlReader(own)
            .read(new SourceText(place(name).location().file(), "[" + text + "]"))
            .flatMap(node -> elements(name, node, own))
            .flatMap(
                values ->
                    new MatrixDraft(
                            Map.of(name, new Named<>(name, place(name), values)),
                            Optional.empty(),
                            place(name),
                            List.of(),
                            List.of(),
                            List.of(name),
                            place(name))
                        .check(parameters, parameters.keySet(), own));
    own.sorted()
        .forEach(
            problem ->
                problems.add(
                    new Problem(
                        problem.severity(),
                        place(name).location(),
                        "",
                        problem.message(),
                        problem.suggestion())));
    return own.hasErrors()
        ? Optional.empty()
        : read.map(matrix -> matrix.axes().getOrDefault(name, List.of()));
  }

  private Optional<List<PlacedValue>> elements(String name, YamlNode node, Problems own) {
    List<YamlNode> nodes = node instanceof YamlList list ? list.elements() : List.of();
    if (nodes.isEmpty()) {
      own.error(place(name), "needs values with commas between: --matrix " + name + "=1,2,3");
      return Optional.empty();
    }
    List<PlacedValue> values = new ArrayList<>();
    for (YamlNode element : nodes) {
      if (element instanceof YamlScalar scalar && isText(name)) {
        values.add(new PlacedValue(new TextValue(scalar.text()), place(name)));
      } else {
        PlacedValue.SHAPE.read(new Cursor(element, "", own)).ifPresent(values::add);
      }
    }
    return values.size() == nodes.size() ? Optional.of(values) : Optional.empty();
  }

  private boolean isText(String name) {
    return Optional.ofNullable(parameters.get(name))
        .map(ParameterDeclaration::type)
        .filter(type -> type == ParameterType.STRING || type == ParameterType.SOURCE)
        .isPresent();
  }

  private static Place place(String name) {
    return new Place(SourceLocation.whole("--matrix " + name), "");
  }
}
