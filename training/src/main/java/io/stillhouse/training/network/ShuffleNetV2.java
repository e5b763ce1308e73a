package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ShuffleNetV2 (Ma et al., ShuffleNet V2, 2018, table 5) for ImageNet, with torchvision's names: a
 * stem that divides the resolution by 4, three stages that halve it, and a 1x1 convolution before
 * the classifier.
 *
 * @param channels after each stage
 * @param features after the last convolution
 */
record ShuffleNetV2(List<Integer> channels, int features) implements Architecture {
  private static final Pattern NAME = Pattern.compile("shufflenetv2" + WidthMultiplier.SUFFIX);
  private static final int STEM = 24;
  private static final List<Integer> UNITS = List.of(4, 8, 4);

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double width = WidthMultiplier.parse(matcher.group("width")).factor();
    // The paper gives the channels of four sizes; they are multiples of nothing.
    if (width == 0.5) {
      return Optional.of(new ShuffleNetV2(List.of(48, 96, 192), 1024));
    } else if (width == 1) {
      return Optional.of(new ShuffleNetV2(List.of(116, 232, 464), 1024));
    } else if (width == 1.5) {
      return Optional.of(new ShuffleNetV2(List.of(176, 352, 704), 1024));
    } else if (width == 2) {
      return Optional.of(new ShuffleNetV2(List.of(244, 488, 976), 2048));
    }
    throw new IllegalArgumentException(
        "'"
            + name
            + "': there are shufflenetv2x0.5, shufflenetv2x1.0 (shufflenetv2), shufflenetv2x1.5"
            + " and shufflenetv2x2.0");
  }

  @Override
  public int stageCount() {
    return UNITS.size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    Layer convolution =
        builder
            .scope("conv1")
            .normalised("0", "1", image, ConvolutionShape.of3x3(STEM, 2), Activation.RELU);
    return new Sequence(List.of(convolution, MaxPool.overlapping(convolution.output())));
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    LayerBuilder scope = builder.scope("stage" + (index + 2));
    int half = channels.get(index) / 2;
    List<Layer> units = new ArrayList<>();
    FeatureShape shape = input;
    for (int i = 0; i < UNITS.get(index); i++) {
      LayerBuilder unit = scope.scope(Integer.toString(i));
      Layer layer =
          i == 0
              ? new ShuffledHalves(
                  shortBranch(unit.scope("branch1"), shape, half),
                  longBranch(unit.scope("branch2"), shape, half, 2))
              : new ShuffledHalves(
                  null, longBranch(unit.scope("branch2"), shape.withChannels(half), half, 1));
      units.add(layer);
      shape = layer.output();
    }
    return new Sequence(units);
  }

  private static Layer shortBranch(LayerBuilder builder, FeatureShape input, int outputs) {
    Layer filter =
        builder.normalised(
            "0", "1", input, ConvolutionShape.depthwise3x3(input.channels(), 2), Activation.NONE);
    Layer last =
        builder.normalised(
            "2", "3", filter.output(), ConvolutionShape.of1x1(outputs, 1), Activation.RELU);
    return new Sequence(List.of(filter, last));
  }

  private static Layer longBranch(
      LayerBuilder builder, FeatureShape input, int outputs, int stride) {
    Layer first =
        builder.normalised("0", "1", input, ConvolutionShape.of1x1(outputs, 1), Activation.RELU);
    Layer filter =
        builder.normalised(
            "3",
            "4",
            first.output(),
            ConvolutionShape.depthwise3x3(outputs, stride),
            Activation.NONE);
    Layer last =
        builder.normalised(
            "5", "6", filter.output(), ConvolutionShape.of1x1(outputs, 1), Activation.RELU);
    return new Sequence(List.of(first, filter, last));
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    Layer last =
        builder
            .scope("conv5")
            .normalised("0", "1", input, ConvolutionShape.of1x1(features, 1), Activation.RELU);
    return new Sequence(List.of(last, builder.pooledLinear("fc", last.output(), classes)));
  }
}
