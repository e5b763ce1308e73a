package io.stillhouse.steps.evaluation;

import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.steps.evaluation.inference.LatencyProbe;
import io.stillhouse.steps.evaluation.inference.SplitInference;
import io.stillhouse.steps.evaluation.measurement.EvaluatedModel;
import io.stillhouse.steps.evaluation.measurement.Measurement;
import io.stillhouse.steps.evaluation.measurement.MultiLabelYardstick;
import io.stillhouse.steps.evaluation.measurement.SingleLabelYardstick;
import io.stillhouse.steps.evaluation.measurement.Yardstick;
import io.stillhouse.steps.evaluation.report.ExampleImage;
import io.stillhouse.steps.evaluation.report.Headline;
import io.stillhouse.steps.evaluation.report.MarkdownReport;
import io.stillhouse.steps.evaluation.report.ReportContent;
import io.stillhouse.steps.evaluation.report.page.HtmlReport;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.ResamplingUnits;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Evaluates teachers, scratch baseline and student on one split, and writes figures and report. */
public final class EvaluationStep implements Step {
  /** Name of the file in the Metrics artifact. */
  public static final String EVALUATION_FILE = "evaluation.json";

  /** Name of the page in the Report artifact. */
  public static final String HTML_FILE = "report.html";

  /** Name of the short version in the Report artifact. */
  public static final String MARKDOWN_FILE = "report.md";

  /** Starts the step's process. */
  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new EvaluationStep(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> report(context));
  }

  private static void report(StepContext context) throws IOException {
    InputArtifact dataset = context.input("dataset");
    ImageDataset images = ImageDataset.open(dataset.directory());
    Split split = split(images, context.parameters().string("split"));
    List<ModelInput> inputs = new ModelInputs(context, images.info()).read();

    List<List<float[]>> logits =
        new SplitInference(context)
            .run(dataset.directory(), split, inputs.stream().map(ModelInput::directory).toList());
    context.reporter().info("timing single images");
    Answers answers =
        new Answers(
            images.info(), new LatencyProbe(split), context.parameters().integer("latencyPasses"));
    List<EvaluatedModel> models = answers.of(inputs, logits);
    stopIfAsked(context);

    Evaluation evaluation = evaluate(context, split, models);
    stopIfAsked(context);
    ReportContent content =
        new ReportContent(
            evaluation, LearningCurves.of(inputs, context), examples(context, split, models));
    write(context, split, models, content);
    new ResultMetrics(context).set(evaluation);
    context.reporter().info(Headline.of(evaluation).sentence());
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

  private static Evaluation evaluate(
      StepContext context, Split split, List<EvaluatedModel> models) {
    PairedBootstrap bootstrap =
        new PairedBootstrap(
            units(split),
            context.parameters().integer("resamples"),
            context.parameters().longInteger("seed"));
    Measurement measurement = new Measurement(yardstick(split), bootstrap);
    Evaluation.Builder evaluation =
        Evaluation.newBuilder()
            .setDataset(split.dataset().name())
            .setSplit(split.name())
            .setExamples(split.size())
            .addAllClasses(split.dataset().classes())
            .setMultiLabel(split.dataset().task() == Task.MULTILABEL);
    models.forEach(model -> evaluation.addModels(measurement.figures(model)));
    measurement.distillation(models).ifPresent(evaluation::addDistillations);
    return evaluation.build();
  }

  private static ResamplingUnits units(Split split) {
    return split.grouped()
        ? ResamplingUnits.groups(patients(split))
        : ResamplingUnits.images(split.size());
  }

  /** Whom each image is of; where nobody knows, each is of somebody else. */
  private static long[] patients(Split split) {
    return Arrays.stream(split.rows())
        .mapToLong(row -> split.grouped() ? split.group(row) : row)
        .toArray();
  }

  private static Yardstick yardstick(Split split) {
    int[] rows = split.rows();
    return split.dataset().task() == Task.MULTILABEL
        ? new MultiLabelYardstick(
            split.dataset().classes(), split.labelVectors(rows, 0, rows.length), patients(split))
        : new SingleLabelYardstick(Arrays.stream(rows).map(split::label).toArray());
  }

  private static List<ExampleImage> examples(
      StepContext context, Split split, List<EvaluatedModel> models) throws IOException {
    Optional<EvaluatedModel> teacher = Measurement.teacher(models);
    Optional<EvaluatedModel> student =
        models.stream().filter(model -> model.role() == ModelRole.STUDENT).findFirst();
    if (split.dataset().task() == Task.MULTILABEL || teacher.isEmpty() || student.isEmpty()) {
      return List.of();
    }
    return new ExampleGallery(
            split,
            context.parameters().integer("exampleImages"),
            context.parameters().longInteger("seed"))
        .pick(teacher.get().logits(), student.get().logits());
  }

  private static void write(
      StepContext context, Split split, List<EvaluatedModel> models, ReportContent content)
      throws IOException {
    OutputArtifact metrics = context.output("metrics");
    Files.write(
        metrics.directory().resolve(EVALUATION_FILE), ProtoJson.write(content.evaluation()));
    PredictionsFile.write(metrics.directory(), split, models);
    metrics.metadata("dataset", split.dataset().name());
    metrics.metadata("split", split.name());
    OutputArtifact report = context.output("report");
    Path page = report.directory().resolve(HTML_FILE);
    Files.writeString(page, HtmlReport.render(content));
    Files.writeString(
        report.directory().resolve(MARKDOWN_FILE), MarkdownReport.render(content.evaluation()));
    report.metadata("headline", Headline.of(content.evaluation()).sentence());
  }

  private static void stopIfAsked(StepContext context) {
    if (context.stopRequested()) {
      throw new StepStoppedException("Stopped on request; an evaluation starts again");
    }
  }
}
