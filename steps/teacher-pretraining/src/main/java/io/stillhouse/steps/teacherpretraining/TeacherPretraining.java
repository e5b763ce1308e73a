package io.stillhouse.steps.teacherpretraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.steptraining.StepTraining;
import io.stillhouse.steptraining.TrainedModel;
import io.stillhouse.steptraining.TrainingDataset;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.LabelObjective;
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
    TrainingFailures.translate(() -> train(context, TeacherSettings.of(context.parameters())));
  }

  private static void train(StepContext context, TeacherSettings settings) throws IOException {
    long start = System.nanoTime();
    ImageDataset dataset = TrainingDataset.open(context, settings.selection());
    settings.labelLoss().requireMeaning(dataset.info().task());
    ModelDescription description =
        ModelDescription.of(dataset.info(), settings.branches(), settings.sharedStages())
            .lookingAt(settings.region());
    StartingWeights weights = StartingWeights.of(context, settings.branches().size());
    weights.requireFit(context, description);
    TorchEngine.start(context.threads());
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, settings.seed())) {
      weights.loadInto(context, network, manager);
      TrainingOutcome outcome =
          StepTraining.loop(context, settings, settings.learning().sgd(), settings.selection())
              .run(
                  network.parameters(),
                  List.of(phase(network, dataset, settings, manager)),
                  manager);
      ModelDescription measured = description.measured(network);
      TrainedModel.write(context, measured, network, outcome)
          .metadata("parameters", Long.toString(measured.parameters()));
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static TrainingPhase phase(
      Network network, ImageDataset dataset, TeacherSettings settings, NDManager manager) {
    LabelObjective objective =
        new LabelObjective(
            network,
            dataset,
            settings.labelLoss().loss(dataset, manager),
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
}
