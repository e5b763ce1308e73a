package io.stillhouse.steps.evaluation.report;

import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation says in one sentence, and the figures that the sentence rests on.
 *
 * @param verdict whether distillation helped
 * @param sentence one plain sentence
 * @param detail the figures behind it, in a few sentences
 */
public record Headline(Verdict verdict, String sentence, String detail) {
  /** Whether distillation helped. */
  public enum Verdict {
    /** The whole 95% interval of the difference to the baseline is above zero. */
    HELPED,
    /** The whole interval is below zero. */
    HURT,
    /** The interval contains zero. */
    INCONCLUSIVE,
    /** There is nothing to compare with, or the figures are not numbers. */
    UNKNOWN
  }

  /** Judges an evaluation. */
  public static Headline of(Evaluation evaluation) {
    Cast cast = new Cast(evaluation);
    ScoreText text = new ScoreText(evaluation.getMultiLabel());
    Optional<ModelEvaluation> student = cast.student();
    if (student.isEmpty()) {
      return new Headline(
          Verdict.UNKNOWN, "No student was evaluated.", figures(evaluation, cast, text));
    }
    Optional<Comparison> comparison = cast.scratch().flatMap(cast::comparisonWith);
    Verdict verdict = comparison.map(Headline::judge).orElse(Verdict.UNKNOWN);
    String detail = figures(evaluation, cast, text);
    if (comparison.isEmpty()) {
      String sentence =
          "The student reaches %s %s; without a scratch baseline nobody can say what distillation added."
              .formatted(text.of(cast.score(student.get())), cast.metric());
      return new Headline(verdict, sentence, detail);
    }
    return new Headline(
        verdict, sentence(verdict, comparison.get(), text, sameNetwork(cast)), detail);
  }

  private static Verdict judge(Comparison comparison) {
    double lower = comparison.getLower();
    double upper = comparison.getUpper();
    if (Double.isNaN(lower) || Double.isNaN(upper) || Double.isNaN(comparison.getDifference())) {
      return Verdict.UNKNOWN;
    }
    if (lower > 0) {
      return Verdict.HELPED;
    }
    return upper < 0 ? Verdict.HURT : Verdict.INCONCLUSIVE;
  }

  private static String sentence(
      Verdict verdict, Comparison comparison, ScoreText text, boolean sameNetwork) {
    String difference = text.differenceWithUnit(comparison.getDifference());
    String interval = text.interval(comparison.getLower(), comparison.getUpper());
    String baseline =
        sameNetwork ? "the same network trained from labels alone" : "the scratch baseline";
    return switch (verdict) {
      case HELPED -> "Distillation helped: %s over %s.".formatted(difference, baseline);
      case HURT -> "Distillation hurt: %s against %s.".formatted(difference, baseline);
      case INCONCLUSIVE ->
          "Inconclusive: %s over %s, but the 95%% interval (%s) includes zero."
              .formatted(difference, baseline, interval);
      case UNKNOWN -> "No verdict: the difference to %s is not a number.".formatted(baseline);
    };
  }

  private static boolean sameNetwork(Cast cast) {
    return cast.student()
        .flatMap(
            student ->
                cast.scratch()
                    .map(
                        scratch ->
                            scratch.getArchitecture().equals(student.getArchitecture())
                                && scratch.getParameters() == student.getParameters()))
        .orElse(false);
  }

  private static String figures(Evaluation evaluation, Cast cast, ScoreText text) {
    List<String> sentences = new ArrayList<>();
    List<String> scores = new ArrayList<>();
    cast.student().ifPresent(model -> scores.add("student " + text.of(cast.score(model))));
    cast.scratch().ifPresent(model -> scores.add("scratch " + text.of(cast.score(model))));
    cast.teacher()
        .ifPresent(model -> scores.add(teacherName(model) + " " + text.of(cast.score(model))));
    sentences.add(
        "%s on %s %s images of %s: %s."
            .formatted(
                capitalised(cast.metric()),
                NumberText.count(evaluation.getExamples()),
                evaluation.getSplit(),
                evaluation.getDataset(),
                scores.isEmpty() ? "nothing was evaluated" : String.join(", ", scores)));
    cast.scratch()
        .flatMap(cast::comparisonWith)
        .ifPresent(comparison -> sentences.add(against("Student less scratch", comparison, text)));
    cast.teacher()
        .flatMap(cast::comparisonWith)
        .ifPresent(comparison -> sentences.add(against("Student less teacher", comparison, text)));
    gap(cast).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  private static String against(String what, Comparison comparison, ScoreText text) {
    String probability =
        comparison.hasMcnemarP()
            ? " (McNemar p " + equalsOrLess(NumberText.probability(comparison.getMcnemarP())) + ")"
            : "";
    return "%s: %s, 95%% interval %s%s."
        .formatted(
            what,
            text.differenceWithUnit(comparison.getDifference()),
            text.interval(comparison.getLower(), comparison.getUpper()),
            probability);
  }

  private static Optional<String> gap(Cast cast) {
    return cast.distillation()
        .filter(distillation -> !distillation.getScratch().isEmpty())
        .map(
            distillation -> {
              if (!distillation.hasGapRecovered()) {
                return "The teacher is not better than the baseline, so there is no gap to recover.";
              }
              String interval =
                  distillation.hasGapRecoveredLower()
                      ? " (95%% interval %s to %s)"
                          .formatted(
                              NumberText.wholePercent(distillation.getGapRecoveredLower()),
                              NumberText.wholePercent(distillation.getGapRecoveredUpper()))
                      : "";
              return "Gap to the teacher recovered: %s%s."
                  .formatted(NumberText.wholePercent(distillation.getGapRecovered()), interval);
            });
  }

  private static String teacherName(ModelEvaluation teacher) {
    return teacher.getRole() == ModelRole.TEACHER_ENSEMBLE ? "ensemble of teachers" : "teacher";
  }

  private static String equalsOrLess(String probability) {
    return probability.startsWith("<") ? probability : "= " + probability;
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
