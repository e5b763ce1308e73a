package io.stillhouse.steptraining;

import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import java.io.IOException;

/** What a training leaves: the step's output {@code model} and the figures of its result. */
public final class TrainedModel {
  private TrainedModel() {}

  /**
   * Writes the model and sets {@code validation.*} and {@code train.loss}.
   *
   * @param description of the network, measured
   * @return the output, for metadata beyond the architecture
   */
  public static OutputArtifact write(
      StepContext context, ModelDescription description, Network network, TrainingOutcome outcome)
      throws IOException {
    OutputArtifact model = context.output("model");
    ModelFolder.write(model.directory(), description, network, outcome.history());
    model.metadata("architecture", description.architecture());
    outcome.validation().forEach((curve, value) -> context.result(curve.replace('/', '.'), value));
    context.result("train.loss", outcome.trainLoss());
    return model;
  }
}
