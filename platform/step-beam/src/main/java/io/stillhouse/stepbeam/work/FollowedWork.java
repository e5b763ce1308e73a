package io.stillhouse.stepbeam.work;

/**
 * The work of a pipeline in words and numbers for whoever watches the step.
 *
 * @param pipeline what ends, at the beginning of a sentence: {@code The extraction's pipeline}
 * @param stage what is being done: {@code running the teacher}
 * @param done counts the units done
 * @param total units in all, 0 or more
 * @param unit what is counted: {@code views}
 * @param whenStopped what a step says that was told to stop: {@code Stopped on request; ...}
 */
public record FollowedWork(
    String pipeline, String stage, WorkCounter done, long total, String unit, String whenStopped) {
  public FollowedWork {
    if (total < 0) {
      throw new IllegalArgumentException("%d %s in all".formatted(total, unit));
    }
  }
}
