package io.stillhouse.release.summary;

import io.stillhouse.release.gate.Figure;
import io.stillhouse.v1.GateReport;
import io.stillhouse.v1.GateVerdict;
import io.stillhouse.v1.RunOverview;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOverview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run as a comment on a pull request: the verdict, the gates, figures beside those of the run
 * that it is held against, what else is different. The first line is a mark by which a program
 * finds the comment it wrote before, to update it.
 */
public final class MarkdownSummary {
  private static final String STUDENT = "student.";

  private final ReportedRun reported;
  private final RunOverview summary;
  private final StringBuilder text = new StringBuilder();

  private MarkdownSummary(ReportedRun reported) {
    this.reported = reported;
    this.summary = RunOverviews.of(reported);
  }

  /** The comment. */
  public static String of(ReportedRun reported) {
    return new MarkdownSummary(reported).write();
  }

  /** The mark that stands in the comments of an experiment's runs. */
  public static String mark(String experiment) {
    return "<!-- stillhouse: " + experiment + " -->";
  }

  private String write() {
    line(mark(reported.run().getExperiment()));
    line("## " + verdict() + ": " + escaped(reported.displayName()));
    line("");
    line(sentence());
    gates();
    figures();
    parameters();
    failures();
    return text.toString();
  }

  private String verdict() {
    if (reported.state() != State.SUCCEEDED) {
      return reported.state().name();
    }
    return reported
        .gates()
        .map(gates -> gates.getPassed() ? "Gates passed" : "Gate failed")
        .orElse("SUCCEEDED");
  }

  private String sentence() {
    long cached = summary.getStepsList().stream().filter(StepOverview::getCached).count();
    long seconds = Math.round(RunOverviews.seconds(summary.getStartTime(), summary.getEndTime()));
    String steps =
        "%s, %d steps ended, %d from the cache, %d:%02d minutes."
            .formatted(
                reported.state().name(),
                summary.getStepsCount(),
                cached,
                seconds / 60,
                seconds % 60);
    return steps
        + reported
            .gates()
            .filter(gates -> !gates.getBaseline().isEmpty())
            .map(
                gates ->
                    " Held against "
                        + escaped(gates.getBaselineReference())
                        + ", "
                        + escaped(ReportedRun.displayName(gates.getBaseline()))
                        + ".")
            .orElse("");
  }

  private void gates() {
    List<GateVerdict> verdicts =
        reported.gates().map(GateReport::getVerdictsList).orElse(List.of());
    if (verdicts.isEmpty()) {
      return;
    }
    line("");
    line("| gate | | |");
    line("|---|---|---|");
    for (GateVerdict verdict : verdicts) {
      line(
          "| "
              + code(verdict.getGate())
              + " | "
              + (verdict.getPassed() ? "passed" : "**failed**")
              + " | "
              + escaped(verdict.getReason())
              + " |");
    }
  }

  /** The metrics of the steps that evaluate a student; those of all steps when none does. */
  private void figures() {
    Map<String, Map<String, Double>> mine = shown(summary.getStepsList());
    if (mine.isEmpty()) {
      return;
    }
    Map<String, Map<String, Double>> others = new LinkedHashMap<>();
    summary
        .getBaselineStepsList()
        .forEach(step -> others.put(step.getStep(), step.getMetricsMap()));
    boolean compares = reported.baseline().isPresent();
    line("");
    line(compares ? "| metric | this run | held against | difference |" : "| metric | this run |");
    line(compares ? "|---|---:|---:|---:|" : "|---|---:|");
    mine.forEach(
        (step, metrics) ->
            new TreeMap<>(metrics)
                .forEach(
                    (name, value) -> {
                      Optional<Double> other =
                          Optional.ofNullable(others.getOrDefault(step, Map.of()).get(name));
                      String row = "| " + escaped(step + " " + name) + " | " + Figure.of(value);
                      line(
                          compares
                              ? row
                                  + " | "
                                  + other.map(Figure::of).orElse("")
                                  + " | "
                                  + other.map(held -> Figure.difference(value - held)).orElse("")
                                  + " |"
                              : row + " |");
                    }));
  }

  private static Map<String, Map<String, Double>> shown(List<StepOverview> steps) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    Map<String, Map<String, Double>> evaluations = new LinkedHashMap<>();
    for (StepOverview step : steps) {
      if (step.getMetricsCount() > 0) {
        all.put(step.getStep(), step.getMetricsMap());
        if (step.getMetricsMap().keySet().stream().anyMatch(name -> name.startsWith(STUDENT))) {
          evaluations.put(step.getStep(), step.getMetricsMap());
        }
      }
    }
    return evaluations.isEmpty() ? all : evaluations;
  }

  private void parameters() {
    if (reported.baseline().isEmpty()) {
      return;
    }
    Map<String, String> before = reported.baseline().get().parameters();
    Map<String, String> after = reported.parameters();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    if (names.isEmpty()) {
      return;
    }
    line("");
    line("| changed parameter | this run | held against |");
    line("|---|---|---|");
    for (String name : names) {
      line("| " + escaped(name) + " | " + value(after, name) + " | " + value(before, name) + " |");
    }
  }

  private static String value(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).map(MarkdownSummary::code).orElse("");
  }

  private void failures() {
    for (StepOverview step : summary.getStepsList()) {
      if (step.getState() == State.FAILED) {
        line("");
        line("**" + escaped(step.getStep()) + "** failed: " + escaped(step.getReason()));
      }
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Text of others as text: neither HTML nor Markdown, and within one cell. */
  private static String escaped(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_{}\\[\\]#|~@!])", "\\\\$1");
  }

  private static String code(String text) {
    return "<code>"
        + text.replaceAll("\\s+", " ")
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace("|", "&#124;")
            .replace("`", "&#96;")
            .replace("*", "&#42;")
            .replace("_", "&#95;")
            .replace("@", "&#64;")
        + "</code>";
  }
}
