package io.stillhouse.steps.hintpretraining;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InputArtifact;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.hint.HintTeacher;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingStoppedException;
import io.stillhouse.training.loop.TrainingSurroundings;
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
    try {
      pretrain(context, HintParameters.of(context.parameters()));
    } catch (TrainingStoppedException e) {
      throw new StepStoppedException(e.getMessage());
    } catch (TrainingInputException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private static void pretrain(StepContext context, HintParameters parameters) throws IOException {
    long start = System.nanoTime();
    ImageDataset dataset = ImageDataset.open(context.input("dataset").directory());
    if (dataset.findSplit(DatasetInfo.TRAIN).isEmpty()) {
      throw new InvalidInputException("The dataset has no images to train on in split 'train'");
    }
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
          loop(context, parameters, dataset.info()).run(student.parameters(), phases, manager);
      write(context, description.measured(student), student, outcome);
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static List<HintTeacher> teachers(
      StepContext context, DatasetInfo dataset, NDManager manager) throws IOException {
    List<HintTeacher> teachers = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (InputArtifact artifact : context.inputs("teachers")) {
      String name = artifact.item().isEmpty() ? artifact.producer() : artifact.item();
      ModelDescription description = ModelFolder.description(artifact.directory());
      for (String mismatch : description.mismatches(dataset)) {
        problems.add("teacher '%s' is of another dataset: %s".formatted(name, mismatch));
      }
      if (description.branches() != null) {
        problems.add("teacher '%s' has branches; hints come from plain networks".formatted(name));
        continue;
      }
      try (Network trained = ModelFolder.load(artifact.directory(), manager)) {
        teachers.add(new HintTeacher(name, (Classifier) trained.foldedForInference()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(String.join("; ", problems));
    }
    if (teachers.isEmpty()) {
      throw new InvalidInputException("No teacher is wired to input 'teachers'");
    }
    return teachers;
  }

  private static TrainingLoop loop(
      StepContext context, HintParameters parameters, DatasetInfo dataset) {
    return new TrainingLoop(
        new TrainingLoopSettings(
            parameters + " on " + dataset,
            parameters.curriculum().learning().sgd(),
            Selection.LAST,
            CheckpointPolicy.DEFAULT),
        new TrainingSurroundings(
            new TrainingListener(
                context.reporter()::progress, context.reporter()::metric, context.reporter()::info),
            CheckpointSink.of(context.checkpoints()::latest, context.checkpoints()::save),
            context.workDirectory(),
            context::stopRequested));
  }

  private static void write(
      StepContext context, ModelDescription description, Network student, TrainingOutcome outcome)
      throws IOException {
    OutputArtifact model = context.output("model");
    ModelFolder.write(model.directory(), description, student, outcome.history());
    model.metadata("architecture", description.architecture());
    model.metadata("pretraining", "hints");
    outcome.validation().forEach((curve, value) -> context.result(curve.replace('/', '.'), value));
    context.result("train.loss", outcome.trainLoss());
  }
}
