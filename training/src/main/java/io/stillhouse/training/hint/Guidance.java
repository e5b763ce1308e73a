package io.stillhouse.training.hint;

import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.FeatureShape;
import io.stillhouse.training.stage.StageMapping;

/**
 * One branch of a student learning from one teacher.
 *
 * @param branch number of the branch, from 0
 * @param teacher number of the teacher, from 0
 * @param mapping which of the teacher's stages is imitated by which of the student's
 */
record Guidance(int branch, int teacher, StageMapping mapping) {

  /**
   * Pairs them for one phase.
   *
   * @param learning the stage that learns, from 1; a flow into it begins at any stage below
   */
  static Guidance of(
      int learning,
      int branch,
      Classifier student,
      int teacher,
      HintTeacher hints,
      HintSettings settings) {
    Classifier network = hints.network();
    StageMapping mapping =
        StageMapping.of(settings.teacherStages(), student, network, hints.name());
    int first = settings.method() == HintSettings.Method.FLOW ? 1 : learning;
    for (int stage = first; stage <= learning; stage++) {
      FeatureShape guided = student.stageShape(stage - 1);
      FeatureShape hint = network.stageShape(mapping.teacherPoint(stage) - 1);
      if (settings.spatialMismatch() == HintSettings.SpatialMismatch.REFUSE
          && (guided.height() != hint.height() || guided.width() != hint.width())) {
        throw new TrainingInputException(
            ("Stage %d of branch %d is %d x %d but stage %d of teacher '%s' is %d x %d; choose other"
                    + " teacherStages or spatialMismatch pool")
                .formatted(
                    stage,
                    branch + 1,
                    guided.height(),
                    guided.width(),
                    mapping.teacherPoint(stage),
                    hints.name(),
                    hint.height(),
                    hint.width()));
      }
      if (settings.method() == HintSettings.Method.FLOW && guided.channels() != hint.channels()) {
        throw new TrainingInputException(
            ("Flows need equal channels: stage %d of branch %d has %d but stage %d of teacher '%s'"
                    + " has %d; choose method hint or another student")
                .formatted(
                    stage,
                    branch + 1,
                    guided.channels(),
                    mapping.teacherPoint(stage),
                    hints.name(),
                    hint.channels()));
      }
    }
    int ours = student.stemShape().channels();
    int theirs = network.stemShape().channels();
    if (settings.method() == HintSettings.Method.FLOW && ours != theirs) {
      throw new TrainingInputException(
          ("Flows need equal channels: the stem of branch %d has %d but that of teacher '%s' has %d;"
                  + " choose method hint or another student")
              .formatted(branch + 1, ours, hints.name(), theirs));
    }
    return new Guidance(branch, teacher, mapping);
  }
}
