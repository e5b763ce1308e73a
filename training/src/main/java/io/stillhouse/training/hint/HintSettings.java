package io.stillhouse.training.hint;

import java.util.List;

/**
 * How a student learns from hints.
 *
 * @param method what of an activation is imitated
 * @param flows with {@link Method#FLOW}, which flows end in a stage
 * @param regressor with {@link Method#HINT}, when a 1x1 convolution stands in between
 * @param spatialMismatch what happens when heights or widths differ
 * @param earlierStages what the layers below the stage that learns do
 * @param stages the student's stages that learn, from 1, ascending; empty for all of them
 * @param teacherStages teacher's stage for each stage of the student, from 1; empty to map by
 *     resolution
 */
public record HintSettings(
    Method method,
    Flows flows,
    Regressor regressor,
    SpatialMismatch spatialMismatch,
    EarlierStages earlierStages,
    List<Integer> stages,
    List<Integer> teacherStages) {
  /** What of an activation is imitated. */
  public enum Method {
    /** The activation itself (Romero et al., FitNets, 2015). */
    HINT,
    /** How it flows from earlier ones (Yim et al., A Gift from Knowledge Distillation, 2017). */
    FLOW
  }

  /** Which flows end in a stage. */
  public enum Flows {
    /** From every earlier point, overlapping each other. */
    DENSE,
    /** From the point just before. */
    CONSECUTIVE
  }

  /** When a 1x1 convolution stands between student and hint. */
  public enum Regressor {
    /** Where their numbers of channels differ. */
    WHEN_CHANNELS_DIFFER,
    /** Everywhere. */
    ALWAYS
  }

  /** What happens when heights or widths differ. */
  public enum SpatialMismatch {
    /** The larger activation is pooled to the smaller. */
    POOL,
    /** The pair is refused. */
    REFUSE
  }

  /** What the layers below the stage that learns do. */
  public enum EarlierStages {
    /** They learn, too. */
    TRAIN,
    /** What has learnt in a phase before stays as it is, running statistics included. */
    FREEZE
  }

  public HintSettings {
    stages = List.copyOf(stages);
    teacherStages = List.copyOf(teacherStages);
  }
}
