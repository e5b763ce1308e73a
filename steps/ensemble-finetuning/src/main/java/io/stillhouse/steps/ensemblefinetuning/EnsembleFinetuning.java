package io.stillhouse.steps.ensemblefinetuning;

import ai.djl.ndarray.NDManager;
import io.stillhouse.step.InvalidInputException;
import io.stillhouse.step.OutputArtifact;
import io.stillhouse.step.Step;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepMain;
import io.stillhouse.step.StepStoppedException;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingOutcome;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingStoppedException;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.DistillationObjective;
import io.stillhouse.training.objective.FeatureHints;
import io.stillhouse.training.objective.MultiLabelLoss;
import io.stillhouse.training.objective.MultiLabelSoftLoss;
import io.stillhouse.training.objective.SingleLabelLoss;
import io.stillhouse.training.objective.SingleLabelSoftLoss;
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
    try {
      FinetuningParameters parameters = FinetuningParameters.of(context.parameters());
      finetune(context, parameters, FinetuningInputs.of(context, parameters));
    } catch (TrainingStoppedException e) {
      throw new StepStoppedException(e.getMessage());
    } catch (TrainingInputException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private static void finetune(
      StepContext context, FinetuningParameters parameters, FinetuningInputs inputs)
      throws IOException {
    long start = System.nanoTime();
    TorchEngine.start(context.threads());
    try (NDManager manager = NDManager.newBaseManager();
        Network student = ModelFolder.create(inputs.student(), manager, parameters.seed())) {
      if (context.optionalInput("initial").isPresent()) {
        ModelFolder.loadInto(context.input("initial").directory(), student, manager);
      }
      TrainingOutcome outcome =
          loop(context, parameters, inputs)
              .run(
                  student.parameters(),
                  List.of(phase(student, parameters, inputs, manager)),
                  manager);
      write(context, inputs.student().measured(student), student, outcome);
    }
    context.result("train.seconds", Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
  }

  private static TrainingPhase phase(
      Network student, FinetuningParameters parameters, FinetuningInputs inputs, NDManager manager)
      throws IOException {
    boolean multiLabel = inputs.dataset().info().task() == Task.MULTILABEL;
    Optional<FeatureHints> features = features(student, parameters, inputs, manager);
    DistillationObjective objective =
        new DistillationObjective(
            student,
            inputs.dataset(),
            multiLabel
                ? MultiLabelLoss.unweighted()
                : new SingleLabelLoss(new CrossEntropy(parameters.labelSmoothing())),
            multiLabel
                ? new MultiLabelSoftLoss(parameters.temperature(), parameters.combination())
                : new SingleLabelSoftLoss(parameters.temperature(), parameters.combination()),
            parameters.weights(),
            inputs.teachers(),
            inputs.assignment(),
            features,
            parameters.batchSize(),
            parameters.seed());
    ParameterSet regressors =
        features.map(FeatureHints::regressors).orElse(new ParameterSet(List.of()));
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

  private static Optional<FeatureHints> features(
      Network student, FinetuningParameters parameters, FinetuningInputs inputs, NDManager manager)
      throws IOException {
    if (inputs.teacherModels().isEmpty()) {
      return Optional.empty();
    }
    List<Classifier> teachers = new ArrayList<>();
    for (Path directory : inputs.teacherModels()) {
      try (Network trained = ModelFolder.load(directory, manager)) {
        teachers.add((Classifier) trained.foldedForInference());
      }
    }
    return Optional.of(
        FeatureHints.of(
            lastChannels(student), teachers, inputs.assignment(), manager, parameters.seed()));
  }

  private static List<Integer> lastChannels(Network student) {
    return IntStream.range(0, student.branchCount())
        .mapToObj(
            branch ->
                student instanceof BranchedClassifier branched
                    ? branched.branch(branch)
                    : (Classifier) student)
        .map(branch -> branch.stageChannels(branch.stageCount() - 1))
        .toList();
  }

  private static TrainingLoop loop(
      StepContext context, FinetuningParameters parameters, FinetuningInputs inputs) {
    return new TrainingLoop(
        new TrainingLoopSettings(
            "%s from %s on %s"
                .formatted(parameters, inputs.teachers().names(), inputs.dataset().info()),
            parameters.learning().sgd(),
            parameters.selection(),
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
    model.metadata("branches", Integer.toString(student.branchCount()));
    model.metadata("parameters", Long.toString(description.parameters()));
    outcome.validation().forEach((curve, value) -> context.result(curve.replace('/', '.'), value));
    context.result("train.loss", outcome.trainLoss());
  }
}
