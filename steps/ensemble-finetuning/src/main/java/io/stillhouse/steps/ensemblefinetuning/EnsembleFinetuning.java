package io.stillhouse.steps.ensemblefinetuning;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.steptraining.InitialModel;
import io.stillhouse.steptraining.StepTraining;
import io.stillhouse.steptraining.TrainedModel;
import io.stillhouse.steptraining.TrainingFailures;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.AttentionTransfer;
import io.stillhouse.training.objective.DistillationObjective;
import io.stillhouse.training.objective.FeatureHints;
import io.stillhouse.training.objective.TeacherActivations;
import io.stillhouse.training.stage.StagedStudent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains a student of parallel branches on labels and on the soft labels of its teachers. */
public final class EnsembleFinetuning implements Step {

  public static void main(String[] arguments) {
    System.exit(StepMain.execute(new EnsembleFinetuning(), System.getenv()));
  }

  @Override
  public void run(StepContext context) throws IOException {
    TrainingFailures.translate(
        () -> {
          FinetuningParameters parameters = FinetuningParameters.of(context.parameters());
          finetune(context, parameters, FinetuningInputs.of(context, parameters));
        });
  }

  private static void finetune(
      StepContext context, FinetuningParameters parameters, FinetuningInputs inputs)
      throws IOException {
    long start = System.nanoTime();
    TorchEngine.start(context.threads());
    try (NDManager manager = NDManager.newBaseManager();
        Network student = ModelFolder.create(inputs.student(), manager, parameters.seed())) {
      InitialModel.loadInto(context, student, manager);
      TrainingOutcome outcome =
          StepTraining.loop(
                  context, parameters, parameters.learning().sgd(), parameters.selection())
              .run(
                  student.parameters(),
                  List.of(phase(student, parameters, inputs, manager)),
                  manager);
      ModelDescription measured = inputs.student().measured(student);
      OutputArtifact model = TrainedModel.write(context, measured, student, outcome);
      model.metadata("branches", Integer.toString(student.branchCount()));
      model.metadata("parameters", Long.toString(measured.parameters()));
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static TrainingPhase phase(
      Network student, FinetuningParameters parameters, FinetuningInputs inputs, NDManager manager)
      throws IOException {
    TeacherActivations activations = activations(student, parameters, inputs, manager);
    DistillationObjective objective =
        new DistillationObjective(
            student,
            inputs.dataset(),
            parameters.labelLoss().loss(inputs.dataset(), manager),
            parameters.softLoss(inputs.dataset().info().task()),
            parameters.weights(),
            inputs.teachers(),
            inputs.assignment(),
            inputs.teacherWeights(),
            activations,
            parameters.batchSize(),
            parameters.seed());
    ParameterSet regressors =
        activations.features().map(FeatureHints::regressors).orElse(new ParameterSet(List.of()));
    List<Parameter> trained = new ArrayList<>();
    student.parameters().forEach(trained::add);
    regressors.forEach(trained::add);
    return new TrainingPhase(
        "",
        objective,
        new ParameterSet(trained),
        regressors,
        parameters.epochs(),
        parameters.learning().rates(parameters.epochs(), objective.batches()));
  }

  private static TeacherActivations activations(
      Network student, FinetuningParameters parameters, FinetuningInputs inputs, NDManager manager)
      throws IOException {
    if (!parameters.needsTeachers()) {
      return TeacherActivations.NONE;
    }
    List<Classifier> teachers = new ArrayList<>();
    for (Path directory : inputs.teacherModels()) {
      teachers.add((Classifier) ModelFolder.loadFolded(directory, manager));
    }
    StagedStudent staged = StagedStudent.of(student);
    return new TeacherActivations(
        parameters.weights().feature() > 0
            ? Optional.of(
                FeatureHints.of(
                    lastChannels(staged),
                    teachers,
                    inputs.assignment(),
                    manager,
                    parameters.seed()))
            : Optional.empty(),
        parameters.weights().attention() > 0
            ? Optional.of(
                AttentionTransfer.of(
                    staged,
                    teachers,
                    inputs.teachers().names(),
                    inputs.assignment(),
                    parameters.attention()))
            : Optional.empty());
  }

  private static List<Integer> lastChannels(StagedStudent student) {
    return IntStream.range(0, student.branchCount())
        .mapToObj(student::branch)
        .map(branch -> branch.stageChannels(branch.stageCount() - 1))
        .toList();
  }
}
