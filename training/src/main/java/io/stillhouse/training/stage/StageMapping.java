package io.stillhouse.training.stage;

import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.FeatureShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which stage of a teacher gives the hint for which stage of a student.
 *
 * @param teacherStages for stage k of the student (from 1) at index k - 1 the teacher's stage, from
 *     1
 */
public record StageMapping(List<Integer> teacherStages) {
  public StageMapping {
    teacherStages = List.copyOf(teacherStages);
  }

  /**
   * Maps by resolution: to the teacher's last stage of equal height and width; where there is none,
   * to the one at the same relative depth.
   */
  static StageMapping byResolution(Classifier student, Classifier teacher) {
    List<Integer> mapped = new ArrayList<>();
    for (int stage = 1; stage <= student.stageCount(); stage++) {
      FeatureShape wanted = student.stageShape(stage - 1);
      int found = 0;
      for (int candidate = 1; candidate <= teacher.stageCount(); candidate++) {
        FeatureShape shape = teacher.stageShape(candidate - 1);
        if (shape.height() == wanted.height() && shape.width() == wanted.width()) {
          found = candidate;
        }
      }
      mapped.add(found > 0 ? found : sameDepth(stage, student, teacher));
    }
    return new StageMapping(mapped);
  }

  /**
   * Maps as a user says, or by resolution.
   *
   * @param stages the teacher's stage for each stage of the student; empty to map by resolution
   * @throws TrainingInputException as {@link #explicit} does
   */
  public static StageMapping of(
      List<Integer> stages, Classifier student, Classifier teacher, String teacherName) {
    return stages.isEmpty()
        ? byResolution(student, teacher)
        : explicit(stages, student, teacher, teacherName);
  }

  /**
   * The stages of a student that a user chose, all of them by default.
   *
   * @param parameter the parameter's name, for the error
   * @param chosen from 1, ascending; empty for all
   * @param stageCount of the student
   * @throws TrainingInputException when they do not ascend, or the student has no such stage
   */
  public static List<Integer> chosen(String parameter, List<Integer> chosen, int stageCount) {
    if (chosen.isEmpty()) {
      return IntStream.rangeClosed(1, stageCount).boxed().toList();
    }
    int below = 0;
    for (int stage : chosen) {
      if (stage <= below || stage > stageCount) {
        throw new TrainingInputException(
            "%s is %s; it must name stages of the student, 1 to %d, in ascending order"
                .formatted(parameter, chosen, stageCount));
      }
      below = stage;
    }
    return List.copyOf(chosen);
  }

  /**
   * Maps as a user says.
   *
   * @throws TrainingInputException when a stage is missing or the teacher has no such stage
   */
  static StageMapping explicit(
      List<Integer> stages, Classifier student, Classifier teacher, String teacherName) {
    if (stages.size() < student.stageCount()) {
      throw new TrainingInputException(
          "teacherStages names %d stages for the student's %d"
              .formatted(stages.size(), student.stageCount()));
    }
    for (int stage : stages) {
      if (stage < 1 || stage > teacher.stageCount()) {
        throw new TrainingInputException(
            "teacherStages names stage %d, but teacher '%s' has stages 1 to %d"
                .formatted(stage, teacherName, teacher.stageCount()));
      }
    }
    return new StageMapping(stages);
  }

  /** The teacher's point for a student's point: 0 is the stem of both. */
  public int teacherPoint(int point) {
    return point == 0 ? 0 : teacherStages.get(point - 1);
  }

  private static int sameDepth(int stage, Classifier student, Classifier teacher) {
    long depth = Math.round((double) stage * teacher.stageCount() / student.stageCount());
    return (int) Math.max(1, depth);
  }
}
