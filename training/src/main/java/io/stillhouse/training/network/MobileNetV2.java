package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MobileNetV2 (Sandler et al., 2018), with torchvision's names. {@code mobilenetv2} has the form
 * usual for CIFAR: the stem and the first stage keep the resolution, which is halved three times in
 * all. {@code mobilenetv2-imagenet} is the original, which halves it five times. Channels are
 * multiples of 8; there is no dropout before the classifier (torchvision has 0.2 in training).
 *
 * @param forImageNet whether it is the original
 */
record MobileNetV2(WidthMultiplier width, boolean forImageNet) implements Architecture {
  private static final Pattern NAME =
      Pattern.compile("mobilenetv2" + WidthMultiplier.SUFFIX + "(?<original>-imagenet)?");

  /**
   * Blocks of equal width.
   *
   * @param expansion factor of channels inside a block
   * @param stride of the first block
   * @param first number of the first block, the stem being 0
   */
  private record Group(int expansion, int channels, int blocks, int stride, int first) {}

  private static final Group FIRST = new Group(1, 16, 1, 1, 1);
  private static final List<List<Group>> COMMON_STAGES =
      List.of(
          List.of(new Group(6, 32, 3, 2, 4)),
          List.of(new Group(6, 64, 4, 2, 7), new Group(6, 96, 3, 1, 11)),
          List.of(new Group(6, 160, 3, 2, 14), new Group(6, 320, 1, 1, 17)));
  private static final List<List<Group>> STAGES =
      after(List.of(List.of(FIRST, new Group(6, 24, 2, 1, 2))));
  private static final List<List<Group>> IMAGE_NET_STAGES =
      after(List.of(List.of(FIRST), List.of(new Group(6, 24, 2, 2, 2))));

  private static List<List<Group>> after(List<List<Group>> first) {
    List<List<Group>> stages = new ArrayList<>(first);
    stages.addAll(COMMON_STAGES);
    return List.copyOf(stages);
  }

  private List<List<Group>> stages() {
    return forImageNet ? IMAGE_NET_STAGES : STAGES;
  }

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new MobileNetV2(
                WidthMultiplier.parse(matcher.group("width")), matcher.group("original") != null))
        : Optional.empty();
  }

  @Override
  public int stageCount() {
    return stages().size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return builder
        .scope("features.0")
        .normalised(
            "0",
            "1",
            image,
            ConvolutionShape.of3x3(channels(32), forImageNet ? 2 : 1),
            Activation.RELU6);
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (Group group : stages().get(index)) {
      for (int i = 0; i < group.blocks(); i++) {
        Layer block =
            block(
                builder.scope("features." + (group.first() + i) + ".conv"),
                shape,
                group,
                i == 0 ? group.stride() : 1);
        layers.add(block);
        shape = block.output();
      }
    }
    return new Sequence(layers);
  }

  private Layer block(LayerBuilder builder, FeatureShape input, Group group, int stride) {
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    if (group.expansion() > 1) {
      int expanded = input.channels() * group.expansion();
      Layer expansion =
          builder
              .scope("0")
              .normalised("0", "1", shape, ConvolutionShape.of1x1(expanded, 1), Activation.RELU6);
      layers.add(expansion);
      shape = expansion.output();
    }
    ConvolutionShape depthwise = ConvolutionShape.depthwise3x3(shape.channels(), stride);
    Layer filter =
        builder
            .scope(Integer.toString(layers.size()))
            .normalised("0", "1", shape, depthwise, Activation.RELU6);
    layers.add(filter);
    int outputs = channels(group.channels());
    layers.add(
        builder.normalised(
            Integer.toString(layers.size()),
            Integer.toString(layers.size() + 1),
            filter.output(),
            ConvolutionShape.of1x1(outputs, 1),
            Activation.NONE));
    Layer path = new Sequence(layers);
    boolean residual = stride == 1 && input.channels() == outputs;
    return residual ? new ResidualBlock(path, null, Activation.NONE) : path;
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    int features = width.factor() > 1 ? channels(1280) : 1280;
    Layer last =
        builder
            .scope("features.18")
            .normalised("0", "1", input, ConvolutionShape.of1x1(features, 1), Activation.RELU6);
    return new Sequence(
        List.of(last, builder.pooledLinear("classifier.1", last.output(), classes)));
  }

  private int channels(int original) {
    return multipleOfEight(original * width.factor());
  }

  /** The nearest multiple of 8, but never more than 10% below. */
  static int multipleOfEight(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
