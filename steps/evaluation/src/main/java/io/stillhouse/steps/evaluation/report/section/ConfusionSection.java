package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.div;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.Confusion;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.chart.ConfusionCells;
import io.stillhouse.steps.evaluation.report.chart.ConfusionChart;
import io.stillhouse.steps.evaluation.report.chart.ShortName;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the student takes for what, and how that changed against the baseline. */
public final class ConfusionSection implements Section {
  private static final int MOST_MISTAKES = 8;
  private static final int LABEL_LENGTH = 24;

  private record Mistake(int label, int prediction, long count) {}

  @Override
  public Optional<DomContent> render(ReportContent content) {
    Evaluation evaluation = content.evaluation();
    Cast cast = new Cast(evaluation);
    int classes = evaluation.getClassesCount();
    return cast.student()
        .flatMap(student -> matrix(student, classes))
        .map(
            student ->
                section(evaluation, student, cast.scratch().flatMap(m -> matrix(m, classes))));
  }

  private static DomContent section(
      Evaluation evaluation, Confusion student, Optional<Confusion> scratch) {
    List<String> classes = evaluation.getClassesList();
    List<DomContent> charts = new ArrayList<>();
    charts.add(
        Parts.chart(
            "Student",
            ConfusionChart.draw(
                "Confusion matrix of the student", classes, ConfusionCells.counts(student)),
            "Images by true class (row) and predicted class (column)."));
    scratch.ifPresent(
        baseline ->
            charts.add(
                Parts.chart(
                    "Student less scratch",
                    ConfusionChart.draw(
                        "Change of the confusion matrix from scratch to student",
                        classes,
                        ConfusionCells.changes(student.minus(baseline))),
                    "Green is better (more right, fewer mistakes), red is worse.")));
    return Parts.titled(
        "confusion",
        "What is taken for what",
        "Mistakes lie off the diagonal.",
        div().with(charts).withClass("grid halves"),
        mistakes(classes, student, scratch));
  }

  private static DomContent mistakes(
      List<String> classes, Confusion student, Optional<Confusion> scratch) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      for (int prediction = 0; prediction < classes.size(); prediction++) {
        if (label != prediction && student.count(label, prediction) > 0) {
          mistakes.add(new Mistake(label, prediction, student.count(label, prediction)));
        }
      }
    }
    List<Mistake> most =
        mistakes.stream()
            .sorted(Comparator.comparingLong(Mistake::count).reversed())
            .limit(MOST_MISTAKES)
            .toList();
    List<String> columns = new ArrayList<>(List.of("Mistake", "Student"));
    scratch.ifPresent(baseline -> columns.add("Scratch"));
    columns.add("Of the class");
    return Parts.figures(
        "The student's most frequent mistakes, in images",
        columns,
        most.stream().map(mistake -> row(classes, student, scratch, mistake)).toList());
  }

  private static List<DomContent> row(
      List<String> classes, Confusion student, Optional<Confusion> scratch, Mistake mistake) {
    List<DomContent> row = new ArrayList<>();
    row.add(
        Parts.cell(
            ShortName.of(classes.get(mistake.label()), LABEL_LENGTH)
                + " taken for "
                + ShortName.of(classes.get(mistake.prediction()), LABEL_LENGTH)));
    row.add(Parts.cell(NumberText.count(mistake.count())));
    scratch.ifPresent(
        baseline ->
            row.add(
                Parts.cell(
                    NumberText.count(baseline.count(mistake.label(), mistake.prediction())))));
    row.add(
        Parts.cell(NumberText.percent(student.rowShare(mistake.label(), mistake.prediction()))));
    return row;
  }

  private static Optional<Confusion> matrix(ModelEvaluation model, int classes) {
    boolean measured = classes > 0 && model.getClassification().getConfusionCount() > 0;
    return measured
        ? Optional.of(Confusion.of(model.getClassification(), classes))
        : Optional.empty();
  }
}
