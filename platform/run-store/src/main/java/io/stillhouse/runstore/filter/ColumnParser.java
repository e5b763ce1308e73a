package io.stillhouse.runstore.filter;

import io.stillhouse.model.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the column that a name in parts means. */
final class ColumnParser {
  private static final String METRICS = "metrics";
  private static final String PARAMETERS = "parameters";
  private static final String LABELS = "labels";
  private static final String STEPS = "steps";
  private static final List<String> GROUPS = List.of(METRICS, PARAMETERS, LABELS, STEPS);

  private final Scanner scanner;

  ColumnParser(Scanner scanner) {
    this.scanner = scanner;
  }

  /**
   * The column.
   *
   * @throws FilterException if there is no such column
   */
  Column column(List<Word> path) {
    String first = path.get(0).text();
    if (GROUPS.contains(first)) {
      if (path.size() == 1) {
        throw scanner.error(
            path.get(0).position(),
            "'"
                + first
                + "' needs a name: "
                + first
                + (first.equals(STEPS) ? ".STEP.state" : ".NAME"),
            Optional.empty());
      }
      return first.equals(STEPS) ? ofStep(path) : named(first, joined(path, 1));
    }
    Optional<RunField> field = RunField.named(first);
    if (field.isEmpty() || path.size() > 1) {
      throw unknown(path);
    }
    return new Column.OfRun(field.get());
  }

  /** Whether a name stands for many columns, each with a name of its own. */
  static boolean isMap(String name) {
    return GROUPS.contains(name) && !name.equals(STEPS);
  }

  private static Column named(String group, String name) {
    return switch (group) {
      case METRICS -> new Column.OfMetric(name);
      case PARAMETERS -> new Column.OfParameter(name);
      default -> new Column.OfLabel(name);
    };
  }

  private Column ofStep(List<Word> path) {
    String step = path.get(1).text();
    if (path.size() == 3 && path.get(2).text().equals("state")) {
      return new Column.OfStepState(step);
    }
    if (path.size() > 3 && path.get(2).text().equals(METRICS)) {
      return new Column.OfStepMetric(step, joined(path, 3));
    }
    throw scanner.error(
        path.get(0).position(),
        "of a step there are "
            + STEPS
            + "."
            + step
            + ".state and "
            + STEPS
            + "."
            + step
            + ".metrics.NAME",
        Optional.empty());
  }

  private FilterException unknown(List<Word> path) {
    String name = joined(path, 0);
    List<String> known = new ArrayList<>(RunField.names());
    GROUPS.forEach(group -> known.add(group + ".NAME"));
    Optional<String> suggestion =
        Suggestion.closest(path.get(0).text(), GROUPS)
            .filter(group -> path.size() > 1)
            .map(group -> group + "." + joined(path, 1))
            .or(() -> Suggestion.closest(name, RunField.names()));
    return scanner.error(
        path.get(0).position(),
        "there is no column '"
            + name
            + "'"
            + (suggestion.isPresent() ? "" : "; there are " + String.join(", ", known)),
        suggestion);
  }

  private static String joined(List<Word> path, int from) {
    return path.stream().skip(from).map(Word::text).collect(Collectors.joining("."));
  }
}
