package io.stillhouse.steps.modelexport;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.steps.modelexport.card.CardMarkdown;
import io.stillhouse.steps.modelexport.card.MeasuredFigures;
import io.stillhouse.steps.modelexport.card.ModelCard;
import io.stillhouse.steps.modelexport.check.Agreement;
import io.stillhouse.steps.modelexport.check.SingleImageLatency;
import io.stillhouse.steps.modelexport.onnx.OnnxModel;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.inference.SplitLogits;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Exports a model, checks that the export does the same, and documents it. */
public final class ModelExport implements Step {
  /** Name of the ONNX file. */
  public static final String ONNX_FILE = "model.onnx";

  private static final int BATCH = 100;

  /** Starts the step's process. */
  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new ModelExport(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> export(context, ExportSettings.of(context.parameters())));
  }

  private static void export(StepContext context, ExportSettings settings) throws IOException {
    InputArtifact model = context.input("model");
    Split split = split(context, settings);
    TorchEngine.start(context.threads());
    try (GradientRecording ignored = GradientRecording.off();
        NDManager manager = NDManager.newBaseManager();
        ExportedNetwork exported =
            ExportedNetwork.load(model.directory(), settings.branch(), manager);
        Network folded = exported.network().foldedForInference()) {
      requireFit(exported.description(), split);
      OutputArtifact output = context.output("model");
      Path onnx = output.directory().resolve(ONNX_FILE);
      ModelFolder.write(
          output.directory(),
          exported.description(),
          exported.network(),
          ModelFolder.history(model.directory()));
      OnnxModel.of(
              exported.description(),
              folded::trace,
              new TreeMap<>(
                  Map.of("model.digest", model.digest(), "dataset", split.dataset().name())))
          .write(onnx);

      float[] logits = SplitLogits.of(exported.network(), split, BATCH, manager).ensemble();
      stopIfAsked(context);
      Agreement agreement = check(context, settings, split, onnx, logits);
      stopIfAsked(context);
      context.reporter().info("timing single images");
      ModelCard.Latencies latencies =
          new ModelCard.Latencies(
              SingleImageLatency.ofNetwork(folded, split, manager, settings.latencyPasses()),
              SingleImageLatency.ofFile(onnx, split, settings.latencyPasses()));
      MeasuredFigures measured = measured(context, settings, OwnFigures.of(split, logits));
      ModelCard card =
          new CardBuilder(context, settings, exported.description())
              .build(output.directory(), measured, agreement, latencies);
      Files.writeString(output.directory().resolve(ModelCard.JSON), card.toJson());
      Files.writeString(output.directory().resolve(ModelCard.MARKDOWN), CardMarkdown.of(card));
      tell(context, output, card);
    }
  }

  private static Split split(StepContext context, ExportSettings settings) throws IOException {
    ImageDataset images = ImageDataset.open(context.input("dataset").directory());
    return images
        .findSplit(settings.split())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "dataset '%s' has no images in split '%s'; set parameter split to one of %s"
                        .formatted(
                            images.info().name(),
                            settings.split(),
                            images.info().splits().keySet())));
  }

  private static void requireFit(ModelDescription description, Split split) {
    List<String> mismatches = description.mismatches(split.dataset());
    if (!mismatches.isEmpty()) {
      throw new InvalidInputException(
          "The model was not trained on dataset '%s': %s"
              .formatted(split.dataset().name(), String.join("; ", mismatches)));
    }
  }

  private static Agreement check(
      StepContext context, ExportSettings settings, Split split, Path onnx, float[] logits) {
    Agreement agreement = Agreement.of(onnx, split, logits, context.threads(), images -> {});
    context.result("onnx.largestDifference", agreement.largestDifference());
    if (!(agreement.largestDifference() <= settings.tolerance())) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "ONNX Runtime's logits differ by up to %.3g from the trained network's on the %s split, more than the"
                  + " tolerance of %.3g; %d of %d images get another answer. The export is not given out.",
              agreement.largestDifference(),
              split.name(),
              settings.tolerance(),
              agreement.otherAnswers(),
              agreement.images()));
    }
    return agreement;
  }

  private static MeasuredFigures measured(
      StepContext context, ExportSettings settings, MeasuredFigures own) throws IOException {
    Optional<InputArtifact> metrics = context.optionalInput("metrics");
    return metrics.isEmpty()
        ? own
        : EvaluatedFigures.read(metrics.get(), settings.evaluatedAs(), own);
  }

  private static void tell(StepContext context, OutputArtifact output, ModelCard card) {
    output.metadata("architecture", card.model().architecture());
    output.metadata("onnx", "opset " + OnnxModel.OPSET);
    context.result("onnx.latencyMs", 1e3 * card.latency().onnxRuntime().medianSeconds());
    context.result("djl.latencyMs", 1e3 * card.latency().djl().medianSeconds());
    card.measured().figures().forEach((name, value) -> context.result("export." + name, value));
    context
        .reporter()
        .info(
            String.format(
                Locale.ROOT,
                "%s: logits within %.2g of the trained network's on %d images; %.2f ms an image in ONNX Runtime, %.2f"
                    + " ms in DJL",
                ONNX_FILE,
                card.onnx().check().largestDifference(),
                card.onnx().check().images(),
                1e3 * card.latency().onnxRuntime().medianSeconds(),
                1e3 * card.latency().djl().medianSeconds()));
  }

  private static void stopIfAsked(StepContext context) {
    if (context.stopRequested()) {
      throw new StepStoppedException("Stopped on request; an export starts again");
    }
  }
}
