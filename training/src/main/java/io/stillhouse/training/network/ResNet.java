package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ResNet for CIFAR (He et al., Deep Residual Learning for Image Recognition, 2015, section
 * 4.2): 6n+2 layers, three stages of n blocks with 16, 32 and 64 channels. Where the shape changes,
 * the shortcut is a 1x1 convolution with BatchNorm (the paper's option B).
 */
record ResNet(int blocks, WidthMultiplier width) implements Architecture {
  private static final Pattern NAME = Pattern.compile("resnet(\\d{1,4})" + WidthMultiplier.SUFFIX);

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(matcher.group(1));
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "': the depth of a ResNet is 6n+2 (8, 14, 20, 32, 44, 56, 110), not "
              + depth);
    }
    return Optional.of(new ResNet((depth - 2) / 6, WidthMultiplier.parse(matcher.group("width"))));
  }

  @Override
  public int stageCount() {
    return 3;
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return builder.normalised(
        "conv1", "bn1", image, ConvolutionShape.of3x3(width.of(16), 1), Activation.RELU);
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    int channels = width.of(16 << index);
    LayerBuilder scope = builder.scope("layer" + (index + 1));
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (int i = 0; i < blocks; i++) {
      int stride = index > 0 && i == 0 ? 2 : 1;
      Layer block = block(scope.scope(Integer.toString(i)), shape, channels, stride);
      layers.add(block);
      shape = block.output();
    }
    return new Sequence(layers);
  }

  static Layer block(LayerBuilder builder, FeatureShape input, int channels, int stride) {
    Layer first =
        builder.normalised(
            "conv1", "bn1", input, ConvolutionShape.of3x3(channels, stride), Activation.RELU);
    Layer second =
        builder.normalised(
            "conv2", "bn2", first.output(), ConvolutionShape.of3x3(channels, 1), Activation.NONE);
    Layer shortcut =
        stride == 1 && input.channels() == channels
            ? null
            : builder.normalised(
                "downsample.0",
                "downsample.1",
                input,
                ConvolutionShape.of1x1(channels, stride),
                Activation.NONE);
    return new ResidualBlock(new Sequence(List.of(first, second)), shortcut, Activation.RELU);
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return builder.pooledLinear("fc", input, classes);
  }
}
