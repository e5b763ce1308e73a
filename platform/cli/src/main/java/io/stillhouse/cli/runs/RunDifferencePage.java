package io.stillhouse.cli.runs;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.runs.RunDifference.Change;
import io.stillhouse.cli.text.Figures;
import io.stillhouse.cli.text.Json;
import io.stillhouse.cli.text.Line;
import io.stillhouse.cli.text.Style;
import io.stillhouse.cli.text.Table;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Shows what differs between two runs. */
public final class RunDifferencePage {
  private static final int LONGEST_VALUE = 60;
  private static final String DIGEST = "[0-9a-f]{64}";

  private final PrintWriter out;
  private final Style style;

  public RunDifferencePage(CliEnvironment environment) {
    this.out = environment.out();
    this.style = environment.terminal().outStyle();
  }

  /** For a person. */
  public void print(RunDifference difference) {
    StoredRun first = difference.first();
    StoredRun second = difference.second();
    out.println("A  " + style.bold(first.displayName()) + "  " + first.stateInAWord());
    out.println("B  " + style.bold(second.displayName()) + "  " + second.stateInAWord());
    if (difference.isSameRequest()) {
      out.println();
      out.println("Both were asked to do the same, with the same programs and data.");
    }
    changes("Parameters", difference.parameters());
    definition(difference);
    difference.steps().forEach((step, changes) -> changes("Step " + step, changes));
    onlyIn("A", difference, first, second);
    onlyIn("B", difference, second, first);
    metrics(difference.metrics());
  }

  /** For a program. */
  public void json(RunDifference difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("a", difference.first().run().getName());
    json.put("b", difference.second().run().getName());
    json.put("parameters", json(difference.parameters()));
    json.put("definition", String.join("\n", difference.definition()));
    Map<String, Object> steps = new LinkedHashMap<>();
    difference.steps().forEach((step, changes) -> steps.put(step, json(changes)));
    json.put("steps", steps);
    json.put("metrics", json(difference.metrics()));
    Json.print(out, json);
  }

  private static <T> Map<String, Object> json(SortedMap<String, Change<T>> changes) {
    Map<String, Object> json = new LinkedHashMap<>();
    changes.forEach(
        (name, change) -> {
          Map<String, Object> values = new LinkedHashMap<>();
          change.before().ifPresent(value -> values.put("a", value));
          change.after().ifPresent(value -> values.put("b", value));
          json.put(name, values);
        });
    return json;
  }

  private void changes(String heading, SortedMap<String, Change<String>> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table(heading, "A", "B");
    changes.forEach(
        (name, change) -> table.row(name, shown(change.before()), shown(change.after())));
    table.print(out, style);
  }

  private String shown(Optional<String> value) {
    String text = value.orElse("-");
    return text.matches(DIGEST)
        ? text.substring(0, 12)
        : Line.clip(text, LONGEST_VALUE, style.glyphs());
  }

  private void definition(RunDifference difference) {
    if (difference.definition().isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold("Definition"));
    for (String line : difference.definition()) {
      out.println(
          line.startsWith("+")
              ? style.green(line)
              : line.startsWith("-")
                  ? style.red(line)
                  : line.startsWith("@") ? style.cyan(line) : line);
    }
  }

  private void onlyIn(String which, RunDifference difference, StoredRun one, StoredRun other) {
    String steps = String.join(", ", difference.stepsOnlyIn(one, other));
    if (!steps.isEmpty()) {
      out.println();
      out.println("Only in " + which + ": " + steps);
    }
  }

  private void metrics(SortedMap<String, Change<Double>> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table("Metric", "A", "B", "B-A");
    metrics.forEach(
        (name, change) ->
            table.row(
                name,
                change.before().map(Figures::metric).orElse("-"),
                change.after().map(Figures::metric).orElse("-"),
                change.before().isPresent() && change.after().isPresent()
                    ? Figures.difference(change.after().get() - change.before().get())
                    : "-"));
    table.print(out, style);
  }
}
