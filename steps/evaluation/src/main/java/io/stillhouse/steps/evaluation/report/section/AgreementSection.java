package io.stillhouse.steps.evaluation.report.section;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.stillhouse.steps.evaluation.report.Cast;
import io.stillhouse.steps.evaluation.report.DataUri;
import io.stillhouse.steps.evaluation.report.ExampleImage;
import io.stillhouse.steps.evaluation.report.NumberText;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.RightWrong;
import io.stillhouse.steps.evaluation.report.chart.ShortName;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.Evaluation;
import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How alike student and teacher answer, image by image. */
public final class AgreementSection implements Section {
  private static final int LABEL_LENGTH = 22;

  @Override
  public Optional<DomContent> render(ReportContent content) {
    return new Cast(content.evaluation())
        .distillation()
        .filter(distillation -> !distillation.getTeacher().isEmpty())
        .map(distillation -> section(content, distillation));
  }

  private static DomContent section(ReportContent content, Distillation distillation) {
    List<DomContent> parts = new ArrayList<>();
    if (!content.evaluation().getMultiLabel()) {
      parts.add(grid(content, distillation));
    }
    parts.add(fidelity(content.evaluation(), distillation));
    return Parts.titled(
        "agreement",
        "Teacher and student, image by image",
        "Fidelity is not accuracy: a student can do well without copying its teacher, and copy its mistakes"
            + " as well. Compared with %s.".formatted(distillation.getTeacher()),
        parts.toArray(DomContent[]::new));
  }

  private static DomContent grid(ReportContent content, Distillation distillation) {
    return div(table(
                caption("Which of teacher and student named the images rightly"),
                thead(
                    tr(
                        td(),
                        th("Student right").attr("scope", "col"),
                        th("Student wrong").attr("scope", "col"))),
                tbody(
                    tr(
                        th("Teacher right").attr("scope", "row"),
                        cell(content, RightWrong.BOTH, distillation.getBothRight()),
                        cell(content, RightWrong.TEACHER_ONLY, distillation.getTeacherOnlyRight())),
                    tr(
                        th("Teacher wrong").attr("scope", "row"),
                        cell(content, RightWrong.STUDENT_ONLY, distillation.getStudentOnlyRight()),
                        cell(content, RightWrong.NEITHER, distillation.getNeitherRight()))))
            .withClass("four-way"))
        .withClass("scroll");
  }

  private static TdTag cell(ReportContent content, RightWrong which, long count) {
    Evaluation evaluation = content.evaluation();
    List<ExampleImage> examples =
        content.examples().stream().filter(example -> example.cell() == which).toList();
    String share =
        evaluation.getExamples() == 0
            ? ""
            : NumberText.percent((double) count / evaluation.getExamples());
    return td(
            p(span(NumberText.count(count)).withClass("value"), span(share).withClass("note")),
            div(each(examples, example -> example(evaluation, example))).withClass("examples"))
        .withClass("cell-" + which.ordinal());
  }

  private static DomContent example(Evaluation evaluation, ExampleImage example) {
    String label = evaluation.getClasses(example.label());
    String said = said(evaluation, example);
    String description =
        "image %s: %s; teacher says %s, student says %s"
            .formatted(
                example.id(),
                label,
                evaluation.getClasses(example.teacherPrediction()),
                evaluation.getClasses(example.studentPrediction()));
    return figure(
            img()
                .withSrc(DataUri.png(example.png()))
                .withAlt(description)
                .withTitle(description)
                .attr("width", "56")
                .attr("height", "56"),
            figcaption(
                span(ShortName.of(label, LABEL_LENGTH)),
                span(ShortName.of(said, LABEL_LENGTH)).withClass("said")))
        .withClass("example");
  }

  /** The wrong answers under an image, the teacher's before the student's. */
  private static String said(Evaluation evaluation, ExampleImage example) {
    String teacher = evaluation.getClasses(example.teacherPrediction());
    String student = evaluation.getClasses(example.studentPrediction());
    return switch (example.cell()) {
      case BOTH -> "";
      case TEACHER_ONLY -> "not " + student;
      case STUDENT_ONLY -> "not " + teacher;
      case NEITHER ->
          teacher.equals(student) ? "not " + teacher : "not " + teacher + ", " + student;
    };
  }

  private static DomContent fidelity(Evaluation evaluation, Distillation distillation) {
    String answers = evaluation.getMultiLabel() ? "yes-or-no answers" : "images";
    return dl(
            div(
                dt("same answer"),
                dd(
                    span(NumberText.percent(distillation.getAgreement())).withClass("value"),
                    span("of the " + answers + ", right or wrong").withClass("note"))),
            div(
                dt("KL(teacher ‖ student)"),
                dd(
                    span(NumberText.decimal(distillation.getFidelityKl(), 4)).withClass("value"),
                    span("nats on average; 0 is a perfect copy").withClass("note"))))
        .withClass("key-figures small");
  }
}
