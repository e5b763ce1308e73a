package io.stillhouse.training.hint;

import ai.djl.ndarray.NDManager;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.loop.LearningSettings;
import io.stillhouse.training.loop.TrainingPhase;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.objective.TeacherAssignment;
import io.stillhouse.training.stage.StageMapping;
import io.stillhouse.training.stage.StagedStudent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The phases of layer-by-layer pretraining: stage 1 with the stem, then stage 2, up to the last, or
 * some of them only, each with what lies between it and the one before (FitNets are the phase of
 * one middle stage); the head stays as it is. A stage that branches share learns from the teachers
 * of all branches at once, because all branches will stand on it; a branch's own stage from that
 * branch's teachers.
 *
 * @param settings how the student learns from hints
 * @param learning optimiser and schedule of every phase
 * @param epochsPerStage passes over the data for each stage, 1 or more
 * @param batchSize the most images in a batch
 * @param augmentation of the images
 * @param seed of regressors, order and views
 */
public record HintCurriculum(
    HintSettings settings,
    LearningSettings learning,
    int epochsPerStage,
    int batchSize,
    Augmentation augmentation,
    long seed) {

  /**
   * The phases in order.
   *
   * @param network the student, plain or branched
   * @param assignment which teachers each branch learns from
   * @param manager parent of the regressors' managers
   * @throws io.stillhouse.training.TrainingInputException when a stage of a teacher cannot guide a
   *     stage of the student
   */
  public List<TrainingPhase> phases(
      Network network,
      List<HintTeacher> teachers,
      TeacherAssignment assignment,
      ImageDataset dataset,
      NDManager manager) {
    StagedStudent student = StagedStudent.of(network);
    int stages = student.stageCount();
    List<TrainingPhase> phases = new ArrayList<>();
    int below = 0;
    for (int stage : StageMapping.chosen("stages", settings.stages(), stages)) {
      int firstTrained = firstTrainedPoint(below);
      StageLoss loss =
          StageLoss.of(
              stage,
              student,
              teachers,
              guidances(stage, student, teachers, assignment),
              settings,
              manager,
              seed);
      HintObjective objective =
          new HintObjective(
              stage,
              student,
              teachers,
              loss,
              point -> point >= firstTrained ? Mode.TRAIN : Mode.EVAL,
              dataset,
              augmentation,
              batchSize,
              // Another order and other views in every stage.
              seed + stage);
      phases.add(
          new TrainingPhase(
              "stage %d of %d".formatted(stage, stages),
              objective,
              trained(firstTrained, stage, student, loss),
              loss.regressors(),
              epochsPerStage,
              learning.rates(epochsPerStage, objective.batches())));
      below = stage;
    }
    return phases;
  }

  private List<List<Guidance>> guidances(
      int stage, StagedStudent student, List<HintTeacher> teachers, TeacherAssignment assignment) {
    List<List<Guidance>> guidances = new ArrayList<>();
    for (int branch : student.branchesOf(stage)) {
      Set<Integer> guides = new LinkedHashSet<>();
      if (student.isShared(stage)) {
        assignment.teachersOfBranches().forEach(guides::addAll);
      } else {
        guides.addAll(assignment.teachersOfBranches().get(branch));
      }
      guidances.add(
          guides.stream()
              .map(
                  teacher ->
                      Guidance.of(
                          stage,
                          branch,
                          student.branch(branch),
                          teacher,
                          teachers.get(teacher),
                          settings))
              .toList());
    }
    return guidances;
  }

  private static ParameterSet trained(
      int firstTrained, int stage, StagedStudent student, StageLoss loss) {
    List<Parameter> trained = new ArrayList<>();
    IntStream.rangeClosed(firstTrained, stage)
        .forEach(point -> student.parametersOf(point).forEach(trained::add));
    loss.regressors().forEach(trained::add);
    return new ParameterSet(trained);
  }

  /**
   * The stem has no hint of its own: it learns with the first stage that does.
   *
   * @param below the stage that learnt in the phase before, 0 for none
   */
  private int firstTrainedPoint(int below) {
    boolean frozen = settings.earlierStages() == HintSettings.EarlierStages.FREEZE;
    return frozen && below > 0 ? below + 1 : 0;
  }
}
