package io.stillhouse.steps.hintpretraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.steptraining.StepTraining;
import io.stillhouse.steptraining.TrainedModel;
import io.stillhouse.steptraining.TrainingDataset;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.hint.HintTeacher;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.objective.TeacherAssignment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pretrains a student layer by layer, from the bottom, on hints from its teachers. */
public final class HintPretraining implements Step {

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new HintPretraining(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(() -> pretrain(context, HintParameters.of(context.parameters())));
  }

  private static void pretrain(StepContext context, HintParameters parameters) throws IOException {
    long start = System.nanoTime();
    ImageDataset dataset = TrainingDataset.open(context, Selection.LAST);
    ModelDescription description =
        ModelDescription.of(dataset.info(), parameters.branches(), parameters.sharedStages());
    TorchEngine.start(context.threads());
    try (NDManager manager = NDManager.newBaseManager();
        Network student = ModelFolder.create(description, manager, parameters.seed())) {
      List<HintTeacher> teachers = teachers(context, dataset.info(), manager);
      TeacherAssignment assignment =
          TeacherAssignment.of(
              parameters.branches().size(),
              teachers.stream().map(HintTeacher::name).toList(),
              parameters.branchTeachers());
      List<TrainingPhase> phases =
          parameters.curriculum().phases(student, teachers, assignment, dataset, manager);
      TrainingOutcome outcome =
          StepTraining.loop(
                  context, parameters, parameters.curriculum().learning().sgd(), Selection.LAST)
              .run(student.parameters(), phases, manager);
      TrainedModel.write(context, description.measured(student), student, outcome)
          .metadata("pretraining", "hints");
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static List<HintTeacher> teachers(
      StepContext context, DatasetInfo dataset, NDManager manager) throws IOException {
    List<HintTeacher> teachers = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (InputArtifact artifact : context.inputs("teachers")) {
      String name = artifact.name();
      ModelDescription description = ModelFolder.description(artifact.directory());
      for (String mismatch : description.mismatches(dataset)) {
        problems.add("teacher '%s' is of another dataset: %s".formatted(name, mismatch));
      }
      if (!description.seen().isWhole()) {
        problems.add(
            "teacher '%s' looks at a region of the image; hints come from those that see all of it"
                .formatted(name));
        continue;
      }
      if (description.branches() != null) {
        problems.add("teacher '%s' has branches; hints come from plain networks".formatted(name));
        continue;
      }
      teachers.add(
          new HintTeacher(
              name, (Classifier) ModelFolder.loadFolded(artifact.directory(), manager)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("; ", problems));
    }
    if (teachers.isEmpty()) {
      throw new InvalidInputException("No teacher is wired to input 'teachers'");
    }
    return teachers;
  }
}
