package io.stillhouse.steps.evaluation.report;

/** Which of teacher and student named an image rightly. */
public enum RightWrong {
  /** Both did. */
  BOTH,
  /** Only the teacher did: what was not passed on. */
  TEACHER_ONLY,
  /** Only the student did. */
  STUDENT_ONLY,
  /** Neither did. */
  NEITHER;

  /** The cell of an image. */
  public static RightWrong of(long label, long teacherPrediction, long studentPrediction) {
    if (teacherPrediction == label) {
      return studentPrediction == label ? BOTH : TEACHER_ONLY;
    }
    return studentPrediction == label ? STUDENT_ONLY : NEITHER;
  }
}
