package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * EEEA-Net-C2 (Termritthikun et al., EEEA-Net: An Early Exit Evolutionary Neural Architecture
 * Search, 2021): a MobileNetV3 whose kernels and expansions were searched. Layers are those of the
 * configuration that the authors published with their ImageNet weights (package darmo, {@code
 * eeea_c2.config}), and so are the names; dropout and drop-connect of its training are left out.
 */
record EeeaNet() implements Architecture {
  private static final String NAME = "eeea-net-c2";

  /** The gate of a block narrows to so much of the block's hidden channels. */
  private static final int SQUEEZE = 4;

  /**
   * An inverted residual block.
   *
   * @param kernel edge of the depthwise kernel
   * @param expansion factor of channels inside the block
   */
  private record Block(int kernel, int expansion) {}

  /**
   * Blocks of equal width.
   *
   * @param first number of the first block
   * @param stride of the first block
   * @param gated whether blocks have squeeze-and-excitation
   */
  private record Group(
      int first,
      int channels,
      int stride,
      Activation activation,
      boolean gated,
      List<Block> blocks) {}

  private static final List<List<Group>> STAGES =
      List.of(
          List.of(new Group(0, 16, 1, Activation.RELU, false, List.of(new Block(3, 1)))),
          List.of(
              new Group(
                  1,
                  24,
                  2,
                  Activation.RELU,
                  false,
                  List.of(new Block(3, 3), new Block(5, 4), new Block(3, 3)))),
          List.of(
              new Group(
                  4,
                  40,
                  2,
                  Activation.RELU,
                  true,
                  List.of(new Block(7, 4), new Block(3, 3), new Block(7, 3)))),
          List.of(
              new Group(
                  7,
                  80,
                  2,
                  Activation.HARD_SWISH,
                  false,
                  List.of(new Block(5, 6), new Block(7, 6), new Block(5, 3), new Block(3, 3))),
              new Group(
                  11,
                  112,
                  1,
                  Activation.HARD_SWISH,
                  true,
                  List.of(new Block(7, 6), new Block(5, 4), new Block(3, 3), new Block(3, 3)))),
          List.of(
              new Group(
                  15,
                  160,
                  2,
                  Activation.HARD_SWISH,
                  true,
                  List.of(new Block(5, 6), new Block(3, 6), new Block(5, 6), new Block(7, 3)))));

  static Optional<Architecture> parse(String name) {
    if (name.startsWith("eeea") && !name.equals(NAME)) {
      throw new IllegalArgumentException("'" + name + "': there is " + NAME);
    }
    return name.equals(NAME) ? Optional.of(new EeeaNet()) : Optional.empty();
  }

  @Override
  public int stageCount() {
    return STAGES.size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return builder
        .scope("first_conv")
        .normalised("conv", "bn", image, ConvolutionShape.of3x3(16, 2), Activation.HARD_SWISH);
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (Group group : STAGES.get(index)) {
      for (int i = 0; i < group.blocks().size(); i++) {
        LayerBuilder scope =
            builder.scope("blocks." + (group.first() + i) + ".mobile_inverted_conv");
        Layer block = block(scope, shape, group, i);
        layers.add(block);
        shape = block.output();
      }
    }
    return new Sequence(layers);
  }

  private static Layer block(LayerBuilder builder, FeatureShape input, Group group, int index) {
    Block block = group.blocks().get(index);
    int stride = index == 0 ? group.stride() : 1;
    int hidden = input.channels() * block.expansion();
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    if (block.expansion() > 1) {
      Layer wider =
          builder
              .scope("inverted_bottleneck")
              .normalised(
                  "conv", "bn", input, ConvolutionShape.of1x1(hidden, 1), group.activation());
      layers.add(wider);
      shape = wider.output();
    }
    LayerBuilder depth = builder.scope("depth_conv");
    Layer filter =
        depth.normalised(
            "conv",
            "bn",
            shape,
            ConvolutionShape.depthwise(hidden, block.kernel(), stride),
            group.activation());
    layers.add(filter);
    if (group.gated()) {
      layers.add(
          SqueezeExcitation.of(
              depth.scope("se.fc"),
              filter.output(),
              "reduce",
              MobileNetV2.multipleOfEight(hidden / SQUEEZE),
              Activation.RELU,
              "expand",
              Activation.HARD_SIGMOID));
    }
    layers.add(
        builder
            .scope("point_linear")
            .normalised(
                "conv",
                "bn",
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
            .scope("final_expand_layer")
            .normalised("conv", "bn", input, ConvolutionShape.of1x1(960, 1), Activation.HARD_SWISH);
    Layer mean = GlobalMean.of(last.output());
    Layer mixed =
        builder
            .scope("feature_mix_layer")
            .activated(
                "conv", mean.output(), ConvolutionShape.of1x1(1280, 1), Activation.HARD_SWISH);
    return new Sequence(
        List.of(
            last, mean, mixed, builder.pooledLinear("classifier.linear", mixed.output(), classes)));
  }
}
