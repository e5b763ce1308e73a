package io.stillhouse.training.hint;

import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.FeatureShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which stage of a teacher gives the hint for which stage of a student.
 *
 * @param teacherStages for stage k of the student (from 1) at index k - 1 the teacher's stage, from
 *     1
 */
record StageMapping(List<Integer> teacherStages) {
  StageMapping {
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
  int teacherPoint(int point) {
    return point == 0 ? 0 : teacherStages.get(point - 1);
  }

  private static int sameDepth(int stage, Classifier student, Classifier teacher) {
    long depth = Math.round((double) stage * teacher.stageCount() / student.stageCount());
    return (int) Math.max(1, depth);
  }
}
