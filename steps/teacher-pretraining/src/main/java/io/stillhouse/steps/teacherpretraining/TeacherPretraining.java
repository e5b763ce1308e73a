package io.stillhouse.steps.teacherpretraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingStoppedException;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.LabelLoss;
import io.stillhouse.training.objective.LabelObjective;
import io.stillhouse.training.objective.MultiLabelLoss;
import io.stillhouse.training.objective.SingleLabelLoss;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Trains one classifier from its labels. */
public final class TeacherPretraining implements Step {

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new TeacherPretraining(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    try {
      train(context, TeacherSettings.of(context.parameters()));
    } catch (TrainingStoppedException e) {
      throw new StepStoppedException(e.getMessage());
    } catch (TrainingInputException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private static void train(StepContext context, TeacherSettings settings) throws IOException {
    long start = System.nanoTime();
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    require(dataset, settings);
    ModelDescription description =
        ModelDescription.of(dataset.info(), settings.branches(), settings.sharedStages());
    requireInitial(context, description);
    TorchEngine.start(context.threads());
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, settings.seed())) {
      if (context.optionalInput("initial").isPresent()) {
        ModelFolder.loadInto(context.input("initial").directory(), network, manager);
      }
      TrainingOutcome outcome =
          loop(context, settings, dataset)
              .run(
                  network.parameters(),
                  List.of(phase(network, dataset, settings, manager)),
                  manager);
      write(context, description.measured(network), network, outcome);
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static void require(ImageDataset dataset, TeacherSettings settings) {
    if (dataset.findSplit(DatasetInfo.TRAIN).isEmpty()) {
      throw new InvalidInputException("The dataset has no images to train on in split 'train'");
    }
    if (settings.selection() == Selection.BEST
        && dataset.findSplit(DatasetInfo.VALIDATION).isEmpty()) {
      throw new InvalidInputException(
          "selection is best, but the dataset has no validation split to judge by; choose last");
    }
    boolean multiLabel = dataset.info().task() == Task.MULTILABEL;
    if (multiLabel && settings.labelSmoothing() > 0) {
      throw new InvalidInputException("labelSmoothing has no meaning for multi-label data");
    }
    if (!multiLabel && settings.positiveWeights()) {
      throw new InvalidInputException("positiveWeights has no meaning for single-label data");
    }
  }

  private static void requireInitial(StepContext context, ModelDescription description)
      throws IOException {
    if (context.optionalInput("initial").isPresent()) {
      List<String> mismatches =
          description.mismatches(ModelFolder.description(context.input("initial").directory()));
      if (!mismatches.isEmpty()) {
        throw new InvalidInputException(
            "The initial model does not fit (asked for against initial): "
                + String.join("; ", mismatches));
      }
    }
  }

  private static TrainingLoop loop(
      StepContext context, TeacherSettings settings, ImageDataset dataset) {
    return new TrainingLoop(
        new TrainingLoopSettings(
            settings + " on " + dataset.info(),
            settings.learning().sgd(),
            settings.selection(),
            CheckpointPolicy.DEFAULT),
        new TrainingSurroundings(
            new TrainingListener(
                context.reporter()::progress, context.reporter()::metric, context.reporter()::info),
            CheckpointSink.of(context.checkpoints()::latest, context.checkpoints()::save),
            context.workDirectory(),
            context::stopRequested));
  }

  private static TrainingPhase phase(
      Network network, ImageDataset dataset, TeacherSettings settings, NDManager manager) {
    LabelObjective objective =
        new LabelObjective(
            network,
            dataset,
            labelLoss(dataset, settings, manager),
            settings.ensembleWeight(),
            settings.augmentation(),
            settings.batchSize(),
            settings.seed());
    return new TrainingPhase(
        "",
        objective,
        network.parameters(),
        new ParameterSet(List.of()),
        settings.epochs(),
        settings.learning().rates(settings.epochs(), objective.batches()));
  }

  private static LabelLoss labelLoss(
      ImageDataset dataset, TeacherSettings settings, NDManager manager) {
    if (dataset.info().task() == Task.MULTICLASS) {
      return new SingleLabelLoss(new CrossEntropy(settings.labelSmoothing()));
    }
    return settings.positiveWeights()
        ? MultiLabelLoss.weightedByCounts(dataset.split(DatasetInfo.TRAIN), manager)
        : MultiLabelLoss.unweighted();
  }

  private static void write(
      StepContext context, ModelDescription description, Network network, TrainingOutcome outcome)
      throws IOException {
    OutputArtifact model = context.output("model");
    ModelFolder.write(model.directory(), description, network, outcome.history());
    model.metadata("architecture", description.architecture());
    model.metadata("parameters", Long.toString(description.parameters()));
    outcome.validation().forEach((curve, value) -> context.result(curve.replace('/', '.'), value));
    context.result("train.loss", outcome.trainLoss());
  }
}
