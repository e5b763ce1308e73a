package io.stillhouse.steps.softlabelextraction;

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
import io.stillhouse.training.data.DatasetJson;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.ShardInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.SplitInfo;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.softlabel.Calibration;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.SoftLabelsInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores a teacher's logits over augmented views of every training image. */
public final class SoftLabelExtraction implements Step {
  private static final String OUTPUT = "softLabels";
  private static final List<String> SPLITS = List.of(DatasetInfo.TRAIN, DatasetInfo.VALIDATION);

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new SoftLabelExtraction(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> extract(context));
  }

  private static void extract(StepContext context) throws IOException {
    long start = System.nanoTime();
    InputArtifact teacher = context.input("teacher");
    DatasetInfo dataset = DatasetJson.read(context.input("dataset").directory());
    ModelDescription model = ModelFolder.description(teacher.directory());
    Parameters parameters = context.parameters();
    int topK = parameters.integer("topK");
    require(dataset, model, topK);
    OutputArtifact output = context.output(OUTPUT);
    ExtractionPipeline pipeline = new ExtractionPipeline(context);
    ExtractionWork request = request(context, pipeline, dataset);
    List<ShardRows> ranges = ranges(dataset, request.batchSize());
    pipeline.run(request, ranges, views(ranges, request.views()));

    SoftLabelsInfo uncalibrated =
        new SoftLabelsInfo(
            name(parameters, teacher),
            model.architecture(),
            dataset.classes().size(),
            dataset.task(),
            request.views(),
            request.viewSeed(),
            request.augmentation(),
            topK,
            model.temperature(),
            shards(dataset));
    uncalibrated.write(output.directory());
    SoftLabelsInfo info =
        parameters.bool("calibrate") ? calibrated(context, uncalibrated) : uncalibrated;
    info.write(output.directory());
    output.metadata("teacher", info.teacher());
    output.metadata("views", Integer.toString(info.views()));
    context.result("temperature", info.temperature());
    context.result("extract.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static SoftLabelsInfo calibrated(StepContext context, SoftLabelsInfo info)
      throws IOException {
    Optional<Split> validation =
        ImageDataset.open(context.input("dataset").directory()).findSplit(DatasetInfo.VALIDATION);
    if (validation.isEmpty()) {
      context
          .reporter()
          .warn("The dataset has no validation split, so the teacher was not calibrated");
      return info;
    }
    SoftLabels softLabels = SoftLabels.open(validationOnly(context, info));
    return info.withTemperature(
        Calibration.temperature(validation.get(), softLabels.split(DatasetInfo.VALIDATION)));
  }

  /** A folder with the validation split alone: a store may have the others, which are large. */
  private static Path validationOnly(StepContext context, SoftLabelsInfo info) throws IOException {
    Path folder = Files.createDirectories(context.workDirectory().resolve("validation"));
    List<ShardInfo> shards = info.splits().getOrDefault(DatasetInfo.VALIDATION, List.of());
    for (ShardInfo shard : shards) {
      Files.createSymbolicLink(
          folder.resolve(shard.file()), context.output(OUTPUT).file(shard.file()));
    }
    new SoftLabelsInfo(
            info.teacher(),
            info.architecture(),
            info.classes(),
            info.task(),
            info.views(),
            info.viewSeed(),
            info.augmentation(),
            info.topK(),
            info.temperature(),
            Map.of(DatasetInfo.VALIDATION, shards))
        .write(folder);
    return folder;
  }

  private static void require(DatasetInfo dataset, ModelDescription model, int topK) {
    List<String> problems = new ArrayList<>(model.mismatches(dataset));
    SplitInfo train = dataset.splits().get(DatasetInfo.TRAIN);
    if (train == null || train.count() == 0) {
      problems.add("the dataset has no images in split 'train'");
    }
    if (topK > dataset.classes().size()) {
      problems.add("topK is %d of %d classes".formatted(topK, dataset.classes().size()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "The teacher cannot label this dataset: " + String.join("; ", problems));
    }
  }

  private static ExtractionWork request(
      StepContext context, ExtractionPipeline pipeline, DatasetInfo dataset) {
    Parameters parameters = context.parameters();
    Augmentation augmentation =
        new Augmentation(parameters.integer("padding"), parameters.bool("flip"));
    return new ExtractionWork(
        pipeline.share(context.input("dataset").directory()),
        pipeline.share(context.input("teacher").directory()),
        OUTPUT,
        dataset.classes().size(),
        parameters.integer("views"),
        parameters.longInteger("viewSeed"),
        augmentation.padding(),
        augmentation.flip(),
        parameters.integer("topK"),
        parameters.integer("batchSize"));
  }

  /** Cuts every shard into ranges; where they are cut depends on the batch size only. */
  private static List<ShardRows> ranges(DatasetInfo dataset, int batchSize) {
    List<ShardRows> ranges = new ArrayList<>();
    shards(dataset)
        .forEach(
            (split, shards) -> {
              for (int shard = 0; shard < shards.size(); shard++) {
                ShardInfo info = shards.get(shard);
                for (RowRange rows : RowRange.cut(info.count(), batchSize)) {
                  ranges.add(new ShardRows(split, shard, info.file(), info.count(), rows));
                }
              }
            });
    return ranges;
  }

  private static long views(List<ShardRows> ranges, int viewsOfTrain) {
    return ranges.stream()
        .mapToLong(
            range ->
                (long) range.rows().count()
                    * (range.split().equals(DatasetInfo.TRAIN) ? viewsOfTrain : 1))
        .sum();
  }

  private static Map<String, List<ShardInfo>> shards(DatasetInfo dataset) {
    Map<String, List<ShardInfo>> shards = new LinkedHashMap<>();
    for (String name : SPLITS) {
      SplitInfo split = dataset.splits().get(name);
      if (split != null && split.count() > 0) {
        shards.put(name, split.shards());
      }
    }
    return shards;
  }

  private static String name(Parameters parameters, InputArtifact teacher) {
    return parameters.optionalString("name").orElse(teacher.name());
  }
}
