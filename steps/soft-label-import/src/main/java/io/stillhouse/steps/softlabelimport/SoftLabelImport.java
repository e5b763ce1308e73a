package io.stillhouse.steps.softlabelimport;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Parameters;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.softlabel.Calibration;
import io.stillhouse.training.softlabel.FixedLogits;
import io.stillhouse.training.softlabel.SoftLabelShardFile;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.SoftLabelsInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the stored predictions of a teacher that nobody can run into soft labels. */
public final class SoftLabelImport implements Step {
  private static final String PREDICTIONS_FILE = "predictions.safetensors";

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new SoftLabelImport(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> importLabels(context));
  }

  private static void importLabels(StepContext context) throws IOException {
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    Split train =
        dataset
            .findSplit(DatasetInfo.TRAIN)
            .orElseThrow(
                () -> new InvalidInputException("the dataset has no images in split 'train'"));
    Optional<Split> validation = dataset.findSplit(DatasetInfo.VALIDATION);
    Path file = file(context);
    Defects defects = new Defects(file.getFileName().toString());
    Predictions predictions = read(context.parameters(), dataset, file, defects);
    predictions.requireAll(train);
    Map<String, Split> splits = new LinkedHashMap<>();
    splits.put(train.name(), train);
    validation
        .filter(predictions::mention)
        .ifPresent(
            split -> {
              predictions.requireAll(split);
              splits.put(split.name(), split);
            });
    defects.throwIfAny();
    write(context, dataset, splits, predictions);
  }

  private static Path file(StepContext context) {
    Optional<InputArtifact> evaluation = context.optionalInput("predictions");
    boolean source = context.parameters().has("source");
    if (evaluation.isPresent() == source) {
      throw new InvalidInputException(
          "give either parameter source or input predictions, "
              + (source ? "not both" : "as there is no file of predictions"));
    }
    Path file =
        evaluation
            .map(artifact -> artifact.directory().resolve(PREDICTIONS_FILE))
            .orElseGet(() -> context.source("source"));
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          source
              ? "there is no file " + file
              : "the evaluation has no " + PREDICTIONS_FILE + ": wire its output metrics");
    }
    return file;
  }

  private static Predictions read(
      Parameters parameters, ImageDataset dataset, Path file, Defects defects) throws IOException {
    String name = file.getFileName().toString();
    Optional<Values> said =
        parameters.has("values")
            ? Optional.of(parameters.choice("values", Values.class))
            : Optional.empty();
    ImageIds ids = new ImageIds(dataset);
    if (name.endsWith(".csv")) {
      Predictions predictions =
          new Predictions(
              ids,
              conversion(parameters, dataset.info(), said.orElse(Values.PROBABILITIES)),
              defects);
      new CsvPredictions(
              parameters.string("idColumn"),
              parameters.strings("ignoredColumns"),
              dataset.info().classes())
          .read(file, predictions, defects);
      return predictions;
    }
    if (name.endsWith(".safetensors")) {
      TensorPredictions tensors = TensorPredictions.open(file, parameters.optionalString("tensor"));
      Predictions predictions =
          new Predictions(
              ids, conversion(parameters, dataset.info(), said.orElse(tensors.values())), defects);
      tensors.read(dataset.info(), predictions, defects);
      return predictions;
    }
    throw new InvalidInputException(
        "%s is neither a .csv nor a .safetensors, by its name".formatted(name));
  }

  private static Conversion conversion(Parameters parameters, DatasetInfo dataset, Values values) {
    return new Conversion(
        dataset.task(),
        values,
        dataset.classes(),
        parameters.number("floor"),
        parameters.number("sumTolerance"));
  }

  private static void write(
      StepContext context, ImageDataset dataset, Map<String, Split> splits, Predictions predictions)
      throws IOException {
    Parameters parameters = context.parameters();
    OutputArtifact output = context.output("softLabels");
    ViewSampler sampler =
        new ViewSampler(
            parameters.longInteger("viewSeed"),
            new Augmentation(parameters.integer("padding"), parameters.bool("flip")));
    int views = parameters.integer("views");
    int classes = dataset.info().classes().size();
    Map<String, List<ShardInfo>> shards = new LinkedHashMap<>();
    for (Split split : splits.values()) {
      FixedLogits labels = new FixedLogits(split, sampler, views, predictions::of);
      List<ShardInfo> ofSplit = split.info().shards();
      for (int shard = 0; shard < ofSplit.size(); shard++) {
        SoftLabelShardFile.write(
            output.directory().resolve(ofSplit.get(shard).file()),
            ofSplit.get(shard).count(),
            classes,
            List.of(labels.rows(shard)));
      }
      shards.put(split.name(), ofSplit);
    }
    String teacher = parameters.string("name");
    SoftLabelsInfo info =
        new SoftLabelsInfo(
            teacher,
            "black-box",
            classes,
            dataset.info().task(),
            views,
            sampler.seed(),
            sampler.augmentation(),
            0,
            1,
            shards);
    info.write(output.directory());
    if (parameters.bool("calibrate")) {
      info = calibrated(context, info, splits, output.directory());
      info.write(output.directory());
    }
    output.metadata("teacher", teacher);
    output.metadata("views", Integer.toString(views));
    context.result("temperature", info.temperature());
  }

  private static SoftLabelsInfo calibrated(
      StepContext context, SoftLabelsInfo info, Map<String, Split> splits, Path directory)
      throws IOException {
    Split validation = splits.get(DatasetInfo.VALIDATION);
    if (validation == null) {
      context
          .reporter()
          .warn("No image of a validation split is predicted, so the teacher was not calibrated");
      return info;
    }
    return info.withTemperature(
        Calibration.temperature(
            validation, SoftLabels.open(directory).split(DatasetInfo.VALIDATION)));
  }
}
