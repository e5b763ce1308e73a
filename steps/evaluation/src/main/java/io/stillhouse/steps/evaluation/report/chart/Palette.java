package io.stillhouse.steps.evaluation.report.chart;

import io.stillhouse.v1.ModelRole;

/** The style sheet classes that give marks their colour: one for each part a model plays. */
public final class Palette {
  private static final String[] SERIES = {"s0", "s1", "s2", "s3", "s4", "s5"};

  private Palette() {}

  /** The class of a model's marks. */
  public static String of(ModelRole role) {
    return switch (role) {
      case TEACHER -> "teacher";
      case TEACHER_ENSEMBLE -> "ensemble";
      case SCRATCH -> "scratch";
      case STUDENT -> "student";
      case STUDENT_BRANCH -> "branch";
      case MODEL_ROLE_UNSPECIFIED, UNRECOGNIZED -> "other";
    };
  }

  /**
   * The class of one of several curves: training and validation look the same on every chart, the
   * others take the remaining colours in turn.
   */
  public static String series(String subject, int index) {
    return switch (subject) {
      case "train" -> SERIES[0];
      case "validation" -> SERIES[1];
      default -> SERIES[2 + index % (SERIES.length - 2)];
    };
  }
}
