package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.Headline;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.ScoreText;
import io.stillhouse.steps.evaluation.report.chart.GapChart;
import io.stillhouse.steps.evaluation.report.chart.Palette;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The verdict, the line from scratch to teacher, and four figures. */
public final class HeadlineSection implements Section {
  private record Figure(String value, String name, String note) {}

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    Headline headline = Headline.of(evaluation);
    String verdict = headline.verdict().name().toLowerCase(Locale.ROOT);
    String where =
        "%s · %s split · %s images · %s classes"
            .formatted(
                evaluation.getDataset(),
                evaluation.getSplit(),
                NumberText.count(evaluation.getExamples()),
                evaluation.getClassesCount());
    return Optional.of(
        header(
                p(span("Stillhouse evaluation").withClass("brand"), span(where))
                    .withClass("eyebrow"),
                h1(headline.sentence()))
            .with(gap(cast, evaluation).stream().toList())
            .with(
                dl(each(
                        figures(cast, evaluation),
                        figure ->
                            div(
                                dt(figure.name()),
                                dd(
                                    span(figure.value()).withClass("value"),
                                    span(figure.note()).withClass("note")))))
                    .withClass("key-figures"),
                p(headline.detail()).withClass("detail"))
            .withClass("verdict-" + verdict));
  }

  private static Optional<DomContent> gap(Cast cast, Evaluation evaluation) {
    ScoreText text = new ScoreText(evaluation.getMultiLabel());
    List<GapChart.Mark> others =
        Stream.of(cast.scratch(), cast.teacher())
            .flatMap(Optional::stream)
            .filter(model -> Double.isFinite(cast.score(model)))
            .map(model -> mark(shortName(model), model, cast, text))
            .toList();
    return cast.student()
        .filter(student -> Double.isFinite(cast.score(student)) && !others.isEmpty())
        .map(
            student -> {
              GapChart.Mark mark = mark("student", student, cast, text);
              Optional<GapChart.Interval> interval =
                  cast.scratch()
                      .filter(scratch -> Double.isFinite(cast.score(scratch)))
                      .flatMap(scratch -> interval(cast, scratch, text));
              return Parts.responsive(
                  width -> GapChart.draw(mark, interval, others, width), 1040, 350);
            });
  }

  private static Optional<GapChart.Interval> interval(
      Cast cast, ModelEvaluation scratch, ScoreText text) {
    return cast.comparisonWith(scratch)
        .filter(comparison -> Double.isFinite(comparison.getLower() + comparison.getUpper()))
        .map(
            comparison ->
                new GapChart.Interval(
                    cast.score(scratch) + comparison.getLower(),
                    cast.score(scratch) + comparison.getUpper(),
                    "95% interval of the difference to scratch: " + interval(comparison, text)));
  }

  private static String interval(Comparison comparison, ScoreText text) {
    return text.interval(comparison.getLower(), comparison.getUpper());
  }

  private static GapChart.Mark mark(String name, ModelEvaluation model, Cast cast, ScoreText text) {
    return new GapChart.Mark(
        name, Palette.of(model.getRole()), cast.score(model), text.of(cast.score(model)));
  }

  private static String shortName(ModelEvaluation model) {
    return switch (model.getRole()) {
      case TEACHER_ENSEMBLE -> "teachers";
      case TEACHER -> "teacher";
      case SCRATCH -> "scratch";
      default -> model.getName();
    };
  }

  private static List<Figure> figures(Cast cast, Evaluation evaluation) {
    ScoreText text = new ScoreText(evaluation.getMultiLabel());
    List<Figure> figures = new ArrayList<>();
    cast.student()
        .ifPresent(
            student ->
                figures.add(
                    new Figure(
                        text.of(cast.score(student)),
                        "student " + cast.metric(),
                        student.getArchitecture())));
    cast.scratch()
        .flatMap(cast::comparisonWith)
        .ifPresent(
            comparison ->
                figures.add(
                    new Figure(
                        text.difference(comparison.getDifference()),
                        evaluation.getMultiLabel() ? "over scratch" : "points over scratch",
                        "95% " + interval(comparison, text))));
    cast.distillation()
        .filter(distillation -> distillation.hasGapRecovered())
        .ifPresent(
            distillation ->
                figures.add(
                    new Figure(
                        NumberText.wholePercent(distillation.getGapRecovered()),
                        "of the gap recovered",
                        distillation.hasGapRecoveredLower()
                            ? "95%% %s to %s"
                                .formatted(
                                    NumberText.wholePercent(distillation.getGapRecoveredLower()),
                                    NumberText.wholePercent(distillation.getGapRecoveredUpper()))
                            : "no interval: the gap is too small")));
    size(cast).ifPresent(figures::add);
    return figures;
  }

  private static Optional<Figure> size(Cast cast) {
    return cast.student()
        .flatMap(
            student ->
                cast.teacher()
                    .filter(teacher -> teacher.getParameters() > 0 && student.getParameters() > 0)
                    .map(
                        teacher ->
                            new Figure(
                                NumberText.times(
                                    (double) teacher.getParameters() / student.getParameters()),
                                teacher.getRole() == ModelRole.TEACHER_ENSEMBLE
                                    ? "smaller than its teachers"
                                    : "smaller than its teacher",
                                NumberText.shortCount(student.getParameters())
                                    + " parameters, not "
                                    + NumberText.shortCount(teacher.getParameters()))));
  }
}
