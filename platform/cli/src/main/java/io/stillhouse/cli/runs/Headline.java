package io.stillhouse.cli.runs;

import io.stillhouse.cli.text.Figures;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is about, in a handful of figures: the student beside the same network trained from
 * scratch and the teacher.
 *
 * @param quality {@code accuracy}, or {@code auc} for data with several labels an image
 * @param figures by name, of {@code student}, {@code scratch}, {@code teacher} and {@code
 *     gapRecovered} those that were measured
 */
public record Headline(String quality, Map<String, Double> figures) {
  private static final List<String> MODELS = List.of("student", "scratch", "teacher");
  private static final String GAP = "gapRecovered";

  public Headline {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** The headline of the last step that evaluated a student; nothing when no step did. */
  public static Optional<Headline> of(List<StepOutcome> steps) {
    Optional<Headline> headline = Optional.empty();
    for (StepOutcome step : steps) {
      if (step.getState() == State.SUCCEEDED) {
        Map<String, Double> metrics = step.getResult().getMetricsMap();
        for (String quality : List.of("accuracy", "auc")) {
          if (metrics.containsKey("student." + quality)) {
            headline = Optional.of(of(quality, metrics));
          }
        }
      }
    }
    return headline;
  }

  private static Headline of(String quality, Map<String, Double> metrics) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String model : MODELS) {
      Double value = metrics.get(model + "." + quality);
      if (value != null) {
        figures.put(model, value);
      }
    }
    Double gap = metrics.get(GAP);
    if (gap != null) {
      figures.put(GAP, gap);
    }
    return new Headline(quality, figures);
  }

  /**
   * One cell of a table: {@code student 0.953, scratch 0.941, teacher 0.962, gap recovered 57%}.
   */
  public String inShort() {
    List<String> parts = new ArrayList<>();
    figures.forEach(
        (name, value) ->
            parts.add(
                name.equals(GAP)
                    ? "gap recovered " + percent(value)
                    : name + " " + Figures.metric(value)));
    return String.join(", ", parts);
  }

  /** The lines that are printed below a run that succeeded. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<String, String> words =
        Map.of(
            "student",
            "distilled student",
            "scratch",
            "same network from scratch",
            "teacher",
            "teacher");
    figures.forEach(
        (name, value) ->
            lines.add(
                name.equals(GAP)
                    ? pad("gap recovered") + gap(value)
                    : pad(words.getOrDefault(name, name)) + quality + " " + Figures.metric(value)));
    return lines;
  }

  private static String gap(double share) {
    return share < 0
        ? "none: the student is worse than the same network from scratch"
        : percent(share) + " of what the teacher is better than the network from scratch";
  }

  private static String pad(String text) {
    return text + " ".repeat(Math.max(1, 28 - text.length()));
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + "%" : Double.toString(share);
  }
}
