package io.stillhouse.steps.ensemblefinetuning;

import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.StepContext;
import io.stillhouse.steptraining.InitialModel;
import io.stillhouse.steptraining.TrainingDataset;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.objective.TeacherAssignment;
import io.stillhouse.training.objective.TeacherWeights;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the step was given, checked to belong together.
 *
 * @param student what is to be trained
 * @param teachers the soft labels over the train split
 * @param assignment whose soft labels each branch learns from
 * @param teacherWeights how much each teacher counts where several are averaged
 * @param teacherModels folders of the teachers themselves, in the order of the soft labels; empty
 *     when soft labels are enough
 */
record FinetuningInputs(
    ImageDataset dataset,
    ModelDescription student,
    TeacherEnsemble teachers,
    TeacherAssignment assignment,
    TeacherWeights teacherWeights,
    List<Path> teacherModels) {

  static FinetuningInputs of(StepContext context, FinetuningParameters parameters)
      throws IOException {
    ImageDataset dataset = TrainingDataset.open(context, parameters.selection());
    parameters.labelLoss().requireMeaning(dataset.info().task());
    parameters.requireMeaning(dataset.info().task());
    List<SoftLabels> softLabels = new ArrayList<>();
    for (InputArtifact artifact : context.inputs("softLabels")) {
      softLabels.add(SoftLabels.open(artifact.directory()));
    }
    TeacherEnsemble teachers = TeacherEnsemble.over(dataset.split(DatasetInfo.TRAIN), softLabels);
    ModelDescription student =
        ModelDescription.of(dataset.info(), parameters.branches(), parameters.sharedStages());
    InitialModel.requireFit(
        context, student, "The initial model is not this student (student against initial)");
    return new FinetuningInputs(
        dataset,
        student,
        teachers,
        TeacherAssignment.of(
            parameters.branches().size(), teachers.names(), parameters.branchTeachers()),
        parameters
            .teacherWeighting()
            .weights(dataset, softLabels, message -> context.reporter().info(message)),
        teacherModels(context, parameters, teachers, dataset.info()));
  }

  private static List<Path> teacherModels(
      StepContext context,
      FinetuningParameters parameters,
      TeacherEnsemble teachers,
      DatasetInfo dataset)
      throws IOException {
    if (!parameters.needsTeachers()) {
      return List.of();
    }
    List<InputArtifact> models = context.inputs("teachers");
    List<String> problems = new ArrayList<>();
    if (models.size() != teachers.size()) {
      problems.add(
          "featureWeight or attentionWeight is above 0, which needs a model in input 'teachers' for each of the %d soft"
                  .formatted(teachers.size())
              + " labels; there are %d".formatted(models.size()));
    }
    for (int i = 0; i < Math.min(models.size(), teachers.size()); i++) {
      ModelDescription model = ModelFolder.description(models.get(i).directory());
      String name = teachers.names().get(i);
      for (String mismatch : model.mismatches(dataset)) {
        problems.add("teacher '%s' is of another dataset: %s".formatted(name, mismatch));
      }
      if (!model.seen().isWhole()) {
        problems.add(
            "teacher '%s' looks at a region of the image; features come from those that see all of it"
                .formatted(name));
      }
      if (model.branches() != null) {
        problems.add(
            "teacher '%s' has branches; features come from plain networks".formatted(name));
      }
      if (!model.architecture().equals(teachers.info(i).architecture())) {
        problems.add(
            "soft labels %d are of a %s but teacher %d is a %s; wire both in the same order"
                .formatted(i + 1, teachers.info(i).architecture(), i + 1, model.architecture()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("; ", problems));
    }
    return models.stream().map(InputArtifact::directory).toList();
  }
}
