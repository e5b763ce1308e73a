package io.stillhouse.training.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One branch of a network whose branches have different architectures, with the trunk that it grew
 * on, as a network of its own: {@code resnet8x0.5-on-resnet20-1} has the stem and the first stage
 * of a resnet20, then the further stages and the head of a resnet8x0.5.
 *
 * @param sharedStages how many stages are the trunk's; at least 0, leaving the branch one
 */
record Grafted(Architecture branch, Architecture trunk, int sharedStages) implements Architecture {
  private static final Pattern NAME = Pattern.compile("(.+)-on-(.+)-(\\d{1,2})");

  static String name(String branch, String trunk, int sharedStages) {
    return branch + "-on-" + trunk + "-" + sharedStages;
  }

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Architecture branch = Architecture.parse(matcher.group(1));
    Architecture trunk = Architecture.parse(matcher.group(2));
    int shared = Integer.parseInt(matcher.group(3));
    if (shared >= branch.stageCount() || shared > trunk.stageCount()) {
      throw new IllegalArgumentException(
          "'%s': %d stages of the trunk leave the branch none of its own".formatted(name, shared));
    }
    return Optional.of(new Grafted(branch, trunk, shared));
  }

  @Override
  public int stageCount() {
    return branch.stageCount();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return trunk.stem(builder, image);
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    return (index < sharedStages ? trunk : branch).stage(index, builder, input);
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return branch.head(builder, input, classes);
  }
}
