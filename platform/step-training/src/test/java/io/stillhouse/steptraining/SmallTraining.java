package io.stillhouse.steptraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.LabelObjective;
import io.stillhouse.training.objective.SingleLabelLoss;
import java.io.IOException;
import java.util.List;

/**
 * The shortest step that trains.
 *
 * @param epochs passes over the digits
 */
record SmallTraining(int epochs) implements Step {
  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> train(context));
  }

  private void train(StepContext context) throws IOException {
    ImageDataset dataset = TrainingDataset.open(context, Selection.BEST);
    LearningSettings learning = LearningParameters.of(context.parameters());
    ModelDescription description =
        ModelDescription.of(
            dataset.info(), List.of(context.parameters().string("architecture")), 0);
    InitialModel.requireFit(context, description, "The weights are of another network");
    TorchEngine.start(1);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, 1)) {
      InitialModel.loadInto(context, network, manager);
      LabelObjective objective =
          new LabelObjective(
              network,
              dataset,
              new SingleLabelLoss(CrossEntropy.plain()),
              0,
              Augmentation.NONE,
              50,
              1);
      TrainingPhase phase =
          new TrainingPhase(
              "",
              objective,
              network.parameters(),
              new ParameterSet(List.of()),
              epochs,
              learning.rates(epochs, objective.batches()));
      TrainingOutcome outcome =
          StepTraining.loop(context, this, learning.sgd(), Selection.BEST)
              .run(network.parameters(), List.of(phase), manager);
      TrainedModel.write(context, description.measured(network), network, outcome)
          .metadata("small", "yes");
    }
  }
}
