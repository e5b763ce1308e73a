package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ResNet for ImageNet (He et al., 2015, table 1) as torchvision has it: a stem that divides the
 * resolution by 4, then four stages; in bottlenecks the 3x3 convolution has the stride. Called
 * {@code resnet50-imagenet}, since {@code resnet50} is the one of 6n+2 layers for small images.
 *
 * @param blocks of each stage
 * @param bottleneck whether a block narrows to a quarter of its channels
 */
record ImageNetResNet(List<Integer> blocks, boolean bottleneck) implements Architecture {
  private static final Pattern NAME = Pattern.compile("resnet(\\d{1,4})-imagenet");
  private static final int EXPANSION = 4;

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (matcher.group(1)) {
          case "18" -> new ImageNetResNet(List.of(2, 2, 2, 2), false);
          case "34" -> new ImageNetResNet(List.of(3, 4, 6, 3), false);
          case "50" -> new ImageNetResNet(List.of(3, 4, 6, 3), true);
          default ->
              throw new IllegalArgumentException(
                  "'"
                      + name
                      + "': there are resnet18-imagenet, resnet34-imagenet and resnet50-imagenet");
        });
  }

  @Override
  public int stageCount() {
    return blocks.size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    Layer convolution =
        builder.normalised("conv1", "bn1", image, ConvolutionShape.of7x7(64, 2), Activation.RELU);
    return new Sequence(List.of(convolution, MaxPool.overlapping(convolution.output())));
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    int channels = 64 << index;
    LayerBuilder scope = builder.scope("layer" + (index + 1));
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (int i = 0; i < blocks.get(index); i++) {
      int stride = index > 0 && i == 0 ? 2 : 1;
      LayerBuilder block = scope.scope(Integer.toString(i));
      Layer layer =
          bottleneck
              ? bottleneck(block, shape, channels, stride)
              : ResNet.block(block, shape, channels, stride);
      layers.add(layer);
      shape = layer.output();
    }
    return new Sequence(layers);
  }

  private static Layer bottleneck(
      LayerBuilder builder, FeatureShape input, int channels, int stride) {
    int outputs = channels * EXPANSION;
    Layer narrow =
        builder.normalised(
            "conv1", "bn1", input, ConvolutionShape.of1x1(channels, 1), Activation.RELU);
    Layer middle =
        builder.normalised(
            "conv2",
            "bn2",
            narrow.output(),
            ConvolutionShape.of3x3(channels, stride),
            Activation.RELU);
    Layer wide =
        builder.normalised(
            "conv3", "bn3", middle.output(), ConvolutionShape.of1x1(outputs, 1), Activation.NONE);
    Layer shortcut =
        stride == 1 && input.channels() == outputs
            ? null
            : builder.normalised(
                "downsample.0",
                "downsample.1",
                input,
                ConvolutionShape.of1x1(outputs, stride),
                Activation.NONE);
    return new ResidualBlock(
        new Sequence(List.of(narrow, middle, wide)), shortcut, Activation.RELU);
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return builder.pooledLinear("fc", input, classes);
  }
}
