package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain network of 3x3 convolutions (Simonyan and Zisserman, Very Deep Convolutional Networks,
 * 2014) in the form usual for small images: five blocks of 64 to 512 channels with BatchNorm, the
 * mean over positions instead of large linear layers.
 *
 * <p>The stem is the first block, so that each of the three stages starts with a pooling; the last
 * stage holds two blocks, between which only images of 64 pixels and more are pooled again.
 *
 * @param convolutions number of convolutions of each block
 */
record Vgg(List<Integer> convolutions, WidthMultiplier width) implements Architecture {
  private static final Pattern NAME = Pattern.compile("vgg(\\d{1,3})" + WidthMultiplier.SUFFIX);
  private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512, 512);
  private static final Map<Integer, List<Integer>> CONVOLUTIONS_BY_DEPTH =
      Map.of(
          8, List.of(1, 1, 1, 1, 1),
          11, List.of(1, 1, 2, 2, 2),
          13, List.of(2, 2, 2, 2, 2));

  static Optional<Architecture> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Integer> convolutions = CONVOLUTIONS_BY_DEPTH.get(Integer.parseInt(matcher.group(1)));
    if (convolutions == null) {
      throw new IllegalArgumentException("'" + name + "': there are vgg8, vgg11 and vgg13");
    }
    return Optional.of(new Vgg(convolutions, WidthMultiplier.parse(matcher.group("width"))));
  }

  @Override
  public int stageCount() {
    return 3;
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    return new Sequence(block(0, builder, image));
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    List<Layer> layers = new ArrayList<>();
    Layer pool = MaxPool.after(input);
    layers.add(pool);
    layers.addAll(block(index + 1, builder, pool.output()));
    if (index == 2) {
      FeatureShape shape = layers.get(layers.size() - 1).output();
      if (Math.min(shape.height(), shape.width()) >= 8) {
        Layer last = MaxPool.after(shape);
        layers.add(last);
        shape = last.output();
      }
      layers.addAll(block(4, builder, shape));
    }
    return new Sequence(layers);
  }

  private List<Layer> block(int index, LayerBuilder builder, FeatureShape input) {
    LayerBuilder scope = builder.scope("block" + index);
    ConvolutionShape convolution = ConvolutionShape.of3x3(width.of(CHANNELS.get(index)), 1);
    List<Layer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (int i = 0; i < convolutions.get(index); i++) {
      // Numbered as in a sequence of convolution, BatchNorm and ReLU.
      Layer layer =
          scope.normalised(
              Integer.toString(3 * i),
              Integer.toString(3 * i + 1),
              shape,
              convolution,
              Activation.RELU);
      layers.add(layer);
      shape = layer.output();
    }
    return layers;
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return builder.pooledLinear("classifier", input, classes);
  }
}
