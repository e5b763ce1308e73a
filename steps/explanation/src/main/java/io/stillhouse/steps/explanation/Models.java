package io.stillhouse.steps.explanation;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the models among a step's inputs. */
final class Models {
  private Models() {}

  /**
   * The teachers as one, the baseline if there is one, the student.
   *
   * @param manager parent of the networks' own managers
   * @throws InvalidInputException naming everything that does not fit the dataset
   */
  static List<ExplainedModel> read(StepContext context, DatasetInfo dataset, NDManager manager)
      throws IOException {
    List<String> problems = new ArrayList<>();
    check("teacher", context.inputs("teachers"), dataset, problems);
    check("scratch", context.inputs("scratch"), dataset, problems);
    check("student", context.inputs("student"), dataset, problems);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "The models do not fit dataset '%s': %s"
              .formatted(dataset.name(), String.join("; ", problems)));
    }
    List<ExplainedModel> models = new ArrayList<>();
    models.add(model(ExplainedModel.Role.TEACHER, context.inputs("teachers"), dataset, manager));
    if (context.optionalInput("scratch").isPresent()) {
      models.add(model(ExplainedModel.Role.SCRATCH, context.inputs("scratch"), dataset, manager));
    }
    models.add(model(ExplainedModel.Role.STUDENT, context.inputs("student"), dataset, manager));
    return models;
  }

  private static void check(
      String name, List<InputArtifact> artifacts, DatasetInfo dataset, List<String> problems)
      throws IOException {
    for (InputArtifact artifact : artifacts) {
      for (String mismatch : ModelFolder.description(artifact.directory()).mismatches(dataset)) {
        problems.add("%s %s: %s".formatted(name, artifact.name(), mismatch));
      }
    }
  }

  private static ExplainedModel model(
      ExplainedModel.Role role,
      List<InputArtifact> artifacts,
      DatasetInfo dataset,
      NDManager manager)
      throws IOException {
    List<Network> networks = new ArrayList<>();
    for (InputArtifact artifact : artifacts) {
      networks.add(ModelFolder.load(artifact.directory(), manager));
    }
    return new ExplainedModel(role, networks, dataset.task(), dataset.classes().size());
  }
}
