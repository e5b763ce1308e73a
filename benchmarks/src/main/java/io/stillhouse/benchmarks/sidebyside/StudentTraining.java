package io.stillhouse.benchmarks.sidebyside;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.checkpoint.CheckpointSink;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.loop.CheckpointPolicy;
import io.stillhouse.training.loop.Objective;
import io.stillhouse.training.loop.Selection;
import io.stillhouse.training.loop.TrainingListener;
import io.stillhouse.training.loop.TrainingLoop;
import io.stillhouse.training.loop.TrainingLoopSettings;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.loop.TrainingStoppedException;
import io.stillhouse.training.loop.TrainingSurroundings;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.DistillationObjective;
import io.stillhouse.training.objective.DistillationWeights;
import io.stillhouse.training.objective.DistillationWeights.Calibration;
import io.stillhouse.training.objective.LabelObjective;
import io.stillhouse.training.objective.SingleLabelLoss;
import io.stillhouse.training.objective.SingleLabelSoftLoss;
import io.stillhouse.training.objective.TeacherActivations;
import io.stillhouse.training.objective.TeacherAssignment;
import io.stillhouse.training.objective.TeacherWeights;
import io.stillhouse.training.optimiser.LearningRateSchedule;
import io.stillhouse.training.optimiser.SgdSettings;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The product's training loop on its own data; a unit is an optimiser step, augmentation included.
 */
final class StudentTraining {
  private static final int BATCH = 128;
  private static final int SHARED_STAGES = 1;
  private static final double LEARNING_RATE = 0.01;
  private static final int EPOCHS_WITHOUT_END = 1_000_000;

  private final Turns turns;
  private final ImageDataset dataset;
  private final List<String> branches;

  /**
   * @param branches architectures; one for a plain network
   */
  StudentTraining(Turns turns, ImageDataset dataset, List<String> branches) {
    this.turns = turns;
    this.dataset = dataset;
    this.branches = branches;
  }

  /**
   * Trains until nothing more is asked for.
   *
   * @param softLabels folders of teachers' soft labels; without any it learns from labels
   */
  void run(int threads, List<Path> softLabels) throws IOException {
    TorchEngine.start(threads);
    ModelDescription description =
        ModelDescription.of(dataset.info(), branches, branches.size() == 1 ? 0 : SHARED_STAGES);
    SgdSettings sgd = new SgdSettings(0.9, MomentumForm.NESTEROV, 5e-4, Decayed.ALL);
    try (NDManager manager = NDManager.newBaseManager();
        Network student = ModelFolder.create(description, manager, 1)) {
      Objective objective = objective(student, softLabels);
      turns.ready(About.network(student));
      new TrainingLoop(
              new TrainingLoopSettings(
                  "benchmark",
                  sgd,
                  Selection.LAST,
                  new CheckpointPolicy(Duration.ofDays(1), Duration.ofDays(1))),
              surroundings())
          .run(student.parameters(), List.of(phase(student, objective)), manager);
    } catch (TrainingStoppedException e) {
      // Nobody asked for more.
    }
  }

  private Objective objective(Network student, List<Path> folders) throws IOException {
    SingleLabelLoss labelLoss = new SingleLabelLoss(CrossEntropy.plain());
    if (folders.isEmpty()) {
      return new LabelObjective(
          student, dataset, labelLoss, 1, new Augmentation(4, true), BATCH, 1);
    }
    List<SoftLabels> softLabels = new ArrayList<>();
    for (Path folder : folders) {
      softLabels.add(SoftLabels.open(folder));
    }
    TeacherEnsemble teachers = TeacherEnsemble.over(dataset.split(DatasetInfo.TRAIN), softLabels);
    return new DistillationObjective(
        student,
        dataset,
        labelLoss,
        new SingleLabelSoftLoss(4, Combination.MEAN_PROBABILITIES),
        new DistillationWeights(0.1, 0.9, 1, 0, 0, 0, Calibration.NONE),
        teachers,
        TeacherAssignment.of(branches.size(), teachers.names(), List.of()),
        TeacherWeights.equal(teachers.size()),
        TeacherActivations.NONE,
        BATCH,
        1);
  }

  private static TrainingPhase phase(Network student, Objective objective) {
    return new TrainingPhase(
        "",
        objective,
        student.parameters(),
        new ParameterSet(List.of()),
        EPOCHS_WITHOUT_END,
        new LearningRateSchedule(LEARNING_RATE, 0, new LearningRateSchedule.Constant()));
  }

  private TrainingSurroundings surroundings() throws IOException {
    return new TrainingSurroundings(
        new TrainingListener(
            (stage, done, total, unit) -> turns.done(), (curve, step, value) -> {}, text -> {}),
        CheckpointSink.none(),
        Files.createTempDirectory("stillhouse-benchmark"),
        turns::over);
  }
}
