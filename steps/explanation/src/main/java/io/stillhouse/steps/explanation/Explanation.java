package io.stillhouse.steps.explanation;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Parameters;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.steps.explanation.ExplainedModel.Role;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.explanation.CamMethod;
import io.stillhouse.training.explanation.DeletionGame;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Shows where teachers and student look, how alike that is, and whether it matters to them. */
public final class Explanation implements Step {
  private static final String TEACHER_TARGET = "teacher";

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new Explanation(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> explain(context));
  }

  private static void explain(StepContext context) throws IOException {
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    Split split = split(dataset, context.parameters().string("split"));
    TorchEngine.start(context.threads());
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager()) {
      List<ExplainedModel> models = Models.read(context, dataset.info(), manager);
      Parameters parameters = context.parameters();
      Explainer explainer =
          new Explainer(
              split,
              new DeletionGame(parameters.integer("deletionSteps")),
              parameters.integer("randomOrders"),
              parameters.longInteger("seed"),
              manager);
      List<Question> questions = questions(parameters, split, explainer, models.get(0));
      write(context, split, ask(context, explainer, models, questions));
    }
  }

  private static Split split(ImageDataset images, String name) {
    return images
        .findSplit(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "dataset '%s' has no images in split '%s'; set parameter split to one of %s"
                        .formatted(images.info().name(), name, images.info().splits().keySet())));
  }

  private static List<Question> questions(
      Parameters parameters, Split split, Explainer explainer, ExplainedModel teacher) {
    List<Question> questions =
        new Questions(split, parameters.integer("images"), parameters.longInteger("seed"))
            .ofLabels();
    if (questions.isEmpty()) {
      throw new InvalidInputException(
          "no image of split '%s' has a label, so there is nothing to look for"
              .formatted(split.name()));
    }
    if (!parameters.string("target").equals(TEACHER_TARGET)) {
      return questions;
    }
    return questions.stream()
        .map(
            question ->
                new Question(
                    question.row(),
                    question.id(),
                    question.patient(),
                    explainer.surest(teacher, question.row())))
        .toList();
  }

  private static Findings ask(
      StepContext context,
      Explainer explainer,
      List<ExplainedModel> models,
      List<Question> questions) {
    Map<Role, List<Answer>> answers = new EnumMap<>(Role.class);
    models.forEach(model -> answers.put(model.role(), new ArrayList<>()));
    for (int i = 0; i < questions.size(); i++) {
      if (context.stopRequested()) {
        throw new StepStoppedException("Stopped on request; an explanation starts again");
      }
      for (ExplainedModel model : models) {
        answers
            .getOrDefault(model.role(), new ArrayList<>())
            .add(explainer.answer(model, questions.get(i)));
      }
      context.reporter().progress("explaining", i + 1, questions.size(), "images");
    }
    return new Findings(questions, answers, context.parameters().number("topShare"));
  }

  private static void write(StepContext context, Split split, Findings findings)
      throws IOException {
    OutputArtifact report = context.output("report");
    Page page = new Page(split, findings, context.parameters().integer("shown"));
    Files.writeString(report.directory().resolve("report.html"), page.render());
    Files.writeString(
        report.directory().resolve("report.md"), new MarkdownPage(split, findings).text());
    Files.writeString(
        report.directory().resolve("explanations.json"), new FindingsJson(split, findings).text());
    String headline = new Words(split, findings).headline();
    report.metadata("headline", headline);
    context.reporter().info(headline);
    for (Role role : findings.roles()) {
      result(context, role, "deletion", findings.deletion(role, CamMethod.GRAD_CAM));
      result(context, role, "randomDeletion", findings.control(role));
      if (role != Role.TEACHER) {
        result(context, role, "camCorrelation", findings.correlation(role, CamMethod.GRAD_CAM));
        result(context, role, "camOverlap", findings.overlap(role, CamMethod.GRAD_CAM));
      }
    }
  }

  /** What is not defined is left out. */
  private static void result(StepContext context, Role role, String name, Mean mean) {
    if (Double.isFinite(mean.value())) {
      context.result(role.word() + "." + name, mean.value());
    }
  }
}
