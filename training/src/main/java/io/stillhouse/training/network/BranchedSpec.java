package io.stillhouse.training.network;

import java.util.List;

/**
 * What determines the arrays of a classifier with parallel branches.
 *
 * @param architectures of the branches, at least one; the shared trunk is the first one's
 * @param sharedStages how many stages after the stem all branches share; at least 0, leaving every
 *     branch a stage of its own
 * @param height of the images in pixels, at least 8
 * @param width of the images in pixels, at least 8
 * @param channels 1 or 3
 * @param classes number of outputs of each branch
 */
public record BranchedSpec(
    List<String> architectures,
    int sharedStages,
    int height,
    int width,
    int channels,
    int classes) {

  public BranchedSpec {
    architectures = List.copyOf(architectures);
    if (architectures.isEmpty()) {
      throw new IllegalArgumentException("a branched network needs at least one branch");
    }
    for (String architecture : architectures) {
      new NetworkSpec(architecture, height, width, channels, classes);
      int stages = Architecture.parse(architecture).stageCount();
      if (sharedStages < 0 || sharedStages >= stages) {
        throw new IllegalArgumentException(
            "sharedStages must be from 0 to "
                + (stages - 1)
                + ", so that each branch of "
                + architecture
                + " keeps a stage of its own, not "
                + sharedStages);
      }
    }
  }

  /** The plain classifier that a branch forms together with the trunk. */
  public NetworkSpec branch(int index) {
    return new NetworkSpec(architectures.get(index), height, width, channels, classes);
  }

  /**
   * A branch with the trunk as a network of its own. Where the trunk is of another architecture the
   * name tells both: {@code resnet8-on-resnet20-1}.
   */
  public NetworkSpec standalone(int index) {
    String own = architectures.get(index);
    String trunk = architectures.get(0);
    String architecture = own.equals(trunk) ? own : Grafted.name(own, trunk, sharedStages);
    return new NetworkSpec(architecture, height, width, channels, classes);
  }
}
