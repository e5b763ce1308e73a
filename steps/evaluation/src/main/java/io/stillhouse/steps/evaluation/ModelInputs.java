package io.stillhouse.steps.evaluation;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepContext;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.softlabel.SoftLabelsInfo;
import io.stillhouse.v1.ModelRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Finds the models among a step's inputs, names them and checks that they fit the dataset. */
final class ModelInputs {
  private static final double NORMALISATION_TOLERANCE = 1e-6;

  private final StepContext context;
  private final DatasetInfo dataset;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  ModelInputs(StepContext context, DatasetInfo dataset) {
    this.context = context;
    this.dataset = dataset;
  }

  /**
   * Teachers first, then the baseline, then the student.
   *
   * @throws InvalidInputException naming every model that does not fit the dataset
   */
  List<ModelInput> read() throws IOException {
    Map<String, Double> temperatures = temperatures();
    List<ModelInput> models = new ArrayList<>();
    for (InputArtifact teacher : context.inputs("teachers")) {
      add(unique(teacherName(teacher)), ModelRole.TEACHER, teacher, temperatures, models);
    }
    context
        .optionalInput("scratch")
        .ifPresent(model -> add(unique("scratch"), ModelRole.SCRATCH, model, Map.of(), models));
    add(unique("student"), ModelRole.STUDENT, context.input("student"), Map.of(), models);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "The models do not fit dataset '%s': %s"
              .formatted(dataset.name(), String.join("; ", problems)));
    }
    return models;
  }

  /** The calibrated temperature of each teacher that has soft labels, by the teacher's name. */
  private Map<String, Double> temperatures() throws IOException {
    Map<String, Double> temperatures = new HashMap<>();
    for (InputArtifact artifact : context.inputs("softLabels")) {
      SoftLabelsInfo info = SoftLabelsInfo.read(artifact.directory());
      temperatures.put(info.teacher(), info.temperature());
    }
    return temperatures;
  }

  private void add(
      String name,
      ModelRole role,
      InputArtifact artifact,
      Map<String, Double> temperatures,
      List<ModelInput> models) {
    try {
      ModelDescription description = ModelFolder.description(artifact.directory());
      check(name, description);
      OptionalDouble temperature =
          calibrated(
              temperatures.getOrDefault(
                  artifact.item(),
                  temperatures.getOrDefault(artifact.producer(), description.temperature())));
      models.add(new ModelInput(name, role, artifact.directory(), description, temperature));
    } catch (ModelFileException | IOException e) {
      problems.add(name + ": " + e.getMessage());
    }
  }

  private static OptionalDouble calibrated(double temperature) {
    return temperature == 1 ? OptionalDouble.empty() : OptionalDouble.of(temperature);
  }

  private void check(String name, ModelDescription model) {
    if (model.task() != dataset.task()) {
      problems.add("%s is for %s data".formatted(name, model.task().jsonName()));
    }
    if (!model.classes().equals(dataset.classes())) {
      problems.add("%s knows other classes (%s)".formatted(name, abbreviated(model.classes())));
    }
    if (model.height() != dataset.height()
        || model.width() != dataset.width()
        || model.channels() != dataset.channels()) {
      problems.add(
          "%s takes images of %s x %s x %s, not %s x %s x %s"
              .formatted(
                  name,
                  model.height(),
                  model.width(),
                  model.channels(),
                  dataset.height(),
                  dataset.width(),
                  dataset.channels()));
    } else if (!close(model.mean(), dataset.mean())
        || !close(model.standardDeviation(), dataset.standardDeviation())) {
      problems.add(
          "%s was trained with another normalisation (mean %s, not %s): evaluate it on the dataset that it"
                  .formatted(name, model.mean(), dataset.mean())
              + " was trained on");
    }
  }

  private static boolean close(List<Double> first, List<Double> second) {
    for (int i = 0; i < first.size(); i++) {
      if (Math.abs(first.get(i) - second.get(i)) > NORMALISATION_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static String abbreviated(List<String> classes) {
    int shown = Math.min(5, classes.size());
    String more = classes.size() > shown ? ", ... " + classes.size() + " in all" : "";
    return String.join(", ", classes.subList(0, shown)) + more;
  }

  /** {@code teacher resnet20}: by the fan-out item if there is one, else by the step. */
  private static String teacherName(InputArtifact artifact) {
    String own = artifact.name();
    return own.startsWith("teacher") ? own : "teacher " + own;
  }

  private String unique(String name) {
    String candidate = name;
    for (int i = 2; !names.add(candidate); i++) {
      candidate = name + " " + i;
    }
    return candidate;
  }
}
