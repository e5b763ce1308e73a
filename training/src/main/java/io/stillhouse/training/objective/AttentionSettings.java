package io.stillhouse.training.objective;

import java.util.List;

/**
 * Which stages attend to which.
 *
 * @param stages the student's stages, from 1, ascending; empty for all
 * @param teacherStages the teacher's stage for each stage of the student; empty to map by
 *     resolution
 */
public record AttentionSettings(List<Integer> stages, List<Integer> teacherStages) {
  public AttentionSettings {
    stages = List.copyOf(stages);
    teacherStages = List.copyOf(teacherStages);
  }
}
