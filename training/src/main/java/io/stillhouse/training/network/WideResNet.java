package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wide residual network WRN-depth-width (Zagoruyko and Komodakis, Wide Residual Networks, 2016)
 * without dropout: 6n+4 layers, three stages of n pre-activation blocks with 16, 32 and 64 channels
 * times the width.
 */
record WideResNet(int blocks, int width) implements Architecture {
  private static final Pattern NAME = Pattern.compile("wrn-(\\d{1,4})-(\\d{1,3})");

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(matcher.group(1));
    int width = Integer.parseInt(matcher.group(2));
    if (depth < 10 || (depth - 4) % 6 != 0) {
      throw new IllegalArgumentException(
          "'" + name + "': the depth of a WRN is 6n+4 (10, 16, 22, 28, 40), not " + depth);
    }
    if (width < 1) {
      throw new IllegalArgumentException("'" + name + "': the width of a WRN is at least 1");
    }
    return Optional.of(new WideResNet((depth - 4) / 6, width));
  }

  @Override
  public int stageCount() {
    return 3;
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return builder.convolution("conv1", image, ConvolutionShape.of3x3(16, 1));
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    int channels = (16 << index) * width;
    LayerBuilder scope = builder.scope("block" + (index + 1)).scope("layer");
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

  private static Layer block(LayerBuilder builder, FeatureShape input, int channels, int stride) {
    BatchNormalisation first = builder.normalisation("bn1", input, Activation.RELU);
    Layer narrow =
        builder.normalised(
            "conv1", "bn2", input, ConvolutionShape.of3x3(channels, stride), Activation.RELU);
    Layer last = builder.convolution("conv2", narrow.output(), ConvolutionShape.of3x3(channels, 1));
    Layer projection =
        stride == 1 && input.channels() == channels
            ? null
            : builder.convolution("convShortcut", input, ConvolutionShape.of1x1(channels, stride));
    return new PreActivationBlock(first, new Sequence(List.of(narrow, last)), projection);
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return new Sequence(
        List.of(
            builder.normalisation("bn", input, Activation.RELU),
            builder.pooledLinear("fc", input, classes)));
  }
}
