package io.stillhouse.training.objective;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loss.AttentionLoss;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.stage.StageMapping;
import io.stillhouse.training.stage.StagedStudent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stages of each branch attending to where the stages of its teachers do; of several teachers
 * the mean counts. The teachers look at the same views, live.
 */
public final class AttentionTransfer {
  private record Pair(int branch, int teacher, double weight, List<StagePair> stages) {}

  private record StagePair(int ofStudent, int ofTeacher) {}

  private final StagedStudent student;
  private final Map<Integer, Classifier> teachers;
  private final List<Pair> pairs;

  private AttentionTransfer(
      StagedStudent student, Map<Integer, Classifier> teachers, List<Pair> pairs) {
    this.student = student;
    this.teachers = teachers;
    this.pairs = List.copyOf(pairs);
  }

  /**
   * Pairs branches and teachers, and their stages.
   *
   * @param teachers all teachers, in the order of the soft labels
   * @param names the teachers' names, for errors
   * @param settings which stages, and of which the teacher's
   * @throws io.stillhouse.training.TrainingInputException when there is no such stage
   */
  public static AttentionTransfer of(
      StagedStudent student,
      List<Classifier> teachers,
      List<String> names,
      TeacherAssignment assignment,
      AttentionSettings settings) {
    List<Integer> stages =
        StageMapping.chosen("attentionStages", settings.stages(), student.stageCount());
    Map<Integer, Classifier> used = new TreeMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (int branch = 0; branch < student.branchCount(); branch++) {
      Classifier network = student.branch(branch);
      List<Integer> assigned = assignment.teachersOfBranches().get(branch);
      for (int teacher : assigned) {
        used.put(teacher, teachers.get(teacher));
        StageMapping mapping =
            StageMapping.of(
                settings.teacherStages(), network, teachers.get(teacher), names.get(teacher));
        pairs.add(
            new Pair(
                branch,
                teacher,
                1.0 / assigned.size(),
                stages.stream()
                    .filter(stage -> stage <= network.stageCount())
                    .map(stage -> new StagePair(stage, mapping.teacherPoint(stage)))
                    .toList()));
      }
    }
    return new AttentionTransfer(student, used, pairs);
  }

  /** The student's points, all of them. */
  List<List<NDArray>> points(NDArray pixels) {
    return student.points(pixels, student.stageCount(), point -> Mode.TRAIN);
  }

  /** The logits of each branch from its points. */
  List<NDArray> logits(List<List<NDArray>> points) {
    return student.logits(points, Mode.TRAIN);
  }

  /** The stages of each teacher that is needed, by its number. */
  Map<Integer, List<NDArray>> hints(NDArray pixels) {
    Map<Integer, List<NDArray>> hints = new TreeMap<>();
    teachers.forEach(
        (number, network) ->
            hints.put(number, network.features(pixels, network.stageCount(), Mode.EVAL)));
    return hints;
  }

  /**
   * The distances of attention maps, summed over stages and branches; a scalar.
   *
   * @param points the student's
   * @param hints what {@link #hints} gave
   */
  NDArray loss(List<List<NDArray>> points, Map<Integer, List<NDArray>> hints) {
    List<NDArray> terms = new ArrayList<>();
    for (Pair pair : pairs) {
      List<NDArray> ofTeacher = hints.getOrDefault(pair.teacher(), List.of());
      for (StagePair stage : pair.stages()) {
        terms.add(
            Scaling.multiply(
                AttentionLoss.loss(
                    points.get(pair.branch()).get(stage.ofStudent()),
                    ofTeacher.get(stage.ofTeacher() - 1)),
                pair.weight()));
      }
    }
    return terms.stream().reduce(NDArray::add).orElseThrow();
  }
}
