package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EfficientNet-B0 (Tan and Le, EfficientNet, 2019, table 1) with torchvision's names. Neither
 * stochastic depth (0.2 for the last block) nor dropout before the classifier (0.2), which
 * torchvision has in training: what they add is noise, and small datasets get theirs from
 * augmentation.
 */
record EfficientNet() implements Architecture {
  private static final String NAME = "efficientnet-b0";

  /** A block's hidden layer is squeezed to so much of the block's input channels. */
  private static final int SQUEEZE = 4;

  /**
   * Blocks of equal width.
   *
   * @param number in torchvision's names, the stem being 0
   * @param expansion factor of channels inside a block
   * @param kernel edge of the depthwise kernel
   * @param stride of the first block
   */
  private record Group(
      int number, int expansion, int channels, int blocks, int kernel, int stride) {}

  private static final List<List<Group>> STAGES =
      List.of(
          List.of(new Group(1, 1, 16, 1, 3, 1)),
          List.of(new Group(2, 6, 24, 2, 3, 2)),
          List.of(new Group(3, 6, 40, 2, 5, 2)),
          List.of(new Group(4, 6, 80, 3, 3, 2), new Group(5, 6, 112, 3, 5, 1)),
          List.of(new Group(6, 6, 192, 4, 5, 2), new Group(7, 6, 320, 1, 3, 1)));

  static Optional<Architecture> parse(String name) {
    if (name.startsWith("efficientnet") && !name.equals(NAME)) {
      throw new IllegalArgumentException("'" + name + "': there is " + NAME);
    }
    return name.equals(NAME) ? Optional.of(new EfficientNet()) : Optional.empty();
  }

  @Override
  public int stageCount() {
    return STAGES.size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return builder
        .scope("features.0")
        .normalised("0", "1", image, ConvolutionShape.of3x3(32, 2), Activation.SILU);
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (Group group : STAGES.get(index)) {
      LayerBuilder scope = builder.scope("features." + group.number());
      for (int i = 0; i < group.blocks(); i++) {
        Layer block = block(scope.scope(i + ".block"), shape, group, i == 0 ? group.stride() : 1);
        layers.add(block);
        shape = block.output();
      }
    }
    return new Sequence(layers);
  }

  private static Layer block(LayerBuilder builder, FeatureShape input, Group group, int stride) {
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    if (group.expansion() > 1) {
      ConvolutionShape wider = ConvolutionShape.of1x1(input.channels() * group.expansion(), 1);
      layers.add(builder.scope("0").normalised("0", "1", shape, wider, Activation.SILU));
      shape = layers.get(0).output();
    }
    ConvolutionShape depthwise =
        ConvolutionShape.depthwise(shape.channels(), group.kernel(), stride);
    Layer filter =
        builder
            .scope(Integer.toString(layers.size()))
            .normalised("0", "1", shape, depthwise, Activation.SILU);
    layers.add(filter);
    layers.add(
        SqueezeExcitation.of(
            builder.scope(Integer.toString(layers.size())),
            filter.output(),
            "fc1",
            Math.max(1, input.channels() / SQUEEZE),
            Activation.SILU,
            "fc2",
            Activation.SIGMOID));
    layers.add(
        builder
            .scope(Integer.toString(layers.size()))
            .normalised(
                "0",
                "1",
                filter.output(),
                ConvolutionShape.of1x1(group.channels(), 1),
                Activation.NONE));
    Layer path = new Sequence(layers);
    boolean residual = stride == 1 && input.channels() == group.channels();
    return residual ? new ResidualBlock(path, null, Activation.NONE) : path;
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    Layer last =
        builder
            .scope("features.8")
            .normalised("0", "1", input, ConvolutionShape.of1x1(1280, 1), Activation.SILU);
    return new Sequence(
        List.of(last, builder.pooledLinear("classifier.1", last.output(), classes)));
  }
}
