package io.stillhouse.steptraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The weights that a step's training starts from: its optional input {@code initial}. */
public final class InitialModel {
  private static final String INPUT = "initial";

  private InitialModel() {}

  /**
   * Checks that the initial model, if there is one, is of the kind that is to be trained.
   *
   * @param asked what is to be trained
   * @param complaint how the error begins, before what differs
   * @throws InvalidInputException naming everything that differs
   */
  public static void requireFit(StepContext context, ModelDescription asked, String complaint)
      throws IOException {
    Optional<InputArtifact> initial = context.optionalInput(INPUT);
    if (initial.isPresent()) {
      List<String> mismatches =
          asked.mismatches(ModelFolder.description(initial.get().directory()));
      if (!mismatches.isEmpty()) {
        throw new InvalidInputException(complaint + ": " + String.join("; ", mismatches));
      }
    }
  }

  /** Gives a network the initial weights, if there are any. */
  public static void loadInto(StepContext context, Network network, NDManager manager)
      throws IOException {
    Optional<InputArtifact> initial = context.optionalInput(INPUT);
    if (initial.isPresent()) {
      ModelFolder.loadInto(initial.get().directory(), network, manager);
    }
  }
}
