package io.stillhouse.steps.modelexport;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What is to be exported: a whole model, or one branch of it as a plain network of its own.
 *
 * @param description measured
 * @param network as trained, BatchNorm not folded
 */
record ExportedNetwork(ModelDescription description, Network network) implements AutoCloseable {

  /**
   * Loads it.
   *
   * @param branch counted from 1; empty: the whole model
   * @throws InvalidInputException when there is no such branch
   */
  static ExportedNetwork load(Path model, OptionalInt branch, NDManager manager)
      throws IOException {
    ModelDescription description = ModelFolder.description(model);
    Network whole = ModelFolder.load(model, manager);
    if (branch.isEmpty()) {
      return new ExportedNetwork(description.measured(whole), whole);
    }
    try (whole) {
      BranchedClassifier branches = withBranch(whole, branch.getAsInt());
      int index = branch.getAsInt() - 1;
      NetworkSpec spec = branches.spec().standalone(index);
      Classifier own = Classifier.create(spec, manager, 0);
      own.parameters().load(branches.branch(index).parameters().arrays());
      return new ExportedNetwork(description.ofBranch(spec.architecture()).measured(own), own);
    }
  }

  private static BranchedClassifier withBranch(Network whole, int number) {
    if (!(whole instanceof BranchedClassifier branches)) {
      throw new InvalidInputException(
          "The model is a plain network without branches: leave the parameter branch out");
    }
    if (number > branches.branchCount()) {
      throw new InvalidInputException(
          "There is no branch %d: the model has %d, counted from 1"
              .formatted(number, branches.branchCount()));
    }
    return branches;
  }

  @Override
  public void close() {
    network.close();
  }
}
