package io.stillhouse.steps.teacherpretraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Parameters;
import io.stillhouse.step.StepContext;
import io.stillhouse.steptraining.InitialModel;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.PretrainedWeights;
import io.stillhouse.training.modelfile.PretrainedWeights.Head;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a network starts from: fresh weights, a model of the same kind, or weights that were trained
 * elsewhere or for other classes.
 *
 * @param file weights under the network's names; empty: none, or those of input {@code initial}
 * @param head what becomes of the last layer of {@code file}
 */
record StartingWeights(Optional<Path> file, Head head) {
  private static final String FILE = "initialWeights";
  private static final String MODEL = "initial";

  /**
   * Reads parameters and input.
   *
   * @throws InvalidInputException when they contradict each other
   */
  static StartingWeights of(StepContext context, int branches) {
    Parameters parameters = context.parameters();
    Optional<InputArtifact> model = context.optionalInput(MODEL);
    boolean given = parameters.has(FILE);
    boolean newHead = parameters.bool("newHead");
    if (given && model.isPresent()) {
      throw new InvalidInputException("Give either input initial or parameter initialWeights");
    }
    if (newHead && !given && model.isEmpty()) {
      throw new InvalidInputException(
          "newHead needs weights to keep: give initialWeights or input initial, or leave it out");
    }
    if ((given || newHead) && branches > 1) {
      throw new InvalidInputException(
          "initialWeights and newHead are for a plain network; leave them out for branches");
    }
    Optional<Path> file = Optional.empty();
    if (given) {
      file = Optional.of(context.source(FILE));
    } else if (newHead) {
      file = model.map(artifact -> artifact.directory().resolve(ModelFolder.WEIGHTS));
    }
    return new StartingWeights(file, newHead ? Head.NEW : Head.LOADED);
  }

  /** Refuses an initial model of another kind before anything is built. */
  void requireFit(StepContext context, ModelDescription description) throws IOException {
    if (file.isEmpty()) {
      InitialModel.requireFit(
          context, description, "The initial model does not fit (asked for against initial)");
    }
  }

  /** Gives a fresh network the weights, if there are any. */
  void loadInto(StepContext context, Network network, NDManager manager) throws IOException {
    if (file.isPresent() && network instanceof Classifier classifier) {
      PretrainedWeights.loadInto(file.get(), classifier, head, manager);
    } else {
      InitialModel.loadInto(context, network, manager);
    }
  }
}
