package io.stillhouse.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The densely connected network (Huang et al., Densely Connected Convolutional Networks, 2017),
 * with torchvision's names. {@code densenet121} and {@code densenet161} are those for ImageNet: a
 * stem that divides the resolution by 4, bottlenecks, transitions that halve the channels. {@code
 * densenet-40-12} is the plain one for CIFAR: 40 layers, 12 new channels each, 3 blocks, no
 * bottleneck and no compression.
 *
 * <p>A stage is a block, with the transition before it if there is one.
 *
 * @param layers of each block
 * @param growth new channels of each layer
 * @param channels after the stem
 * @param forImageNet whether it has the large stem, bottlenecks and compression
 */
record DenseNet(List<Integer> layers, int growth, int channels, boolean forImageNet)
    implements Architecture {
  private static final Pattern IMAGE_NET = Pattern.compile("densenet(\\d{1,4})");
  private static final Pattern PLAIN = Pattern.compile("densenet-(\\d{1,4})-(\\d{1,3})");

  /** A bottleneck narrows to so many times the growth. */
  private static final int BOTTLENECK = 4;

  static Optional<Architecture> parse(String name) {
    Matcher imageNet = IMAGE_NET.matcher(name);
    if (imageNet.matches()) {
      return Optional.of(
          switch (imageNet.group(1)) {
            case "121" -> new DenseNet(List.of(6, 12, 24, 16), 32, 64, true);
            case "161" -> new DenseNet(List.of(6, 12, 36, 24), 48, 96, true);
            default ->
                throw new IllegalArgumentException(
                    "'"
                        + name
                        + "': there are densenet121, densenet161 and, for small images,"
                        + " densenet-40-12 (depth 3n+4, growth)");
          });
    }
    Matcher plain = PLAIN.matcher(name);
    if (!plain.matches()) {
      return Optional.empty();
    }
    int depth = Integer.parseInt(plain.group(1));
    int growth = Integer.parseInt(plain.group(2));
    if (depth < 7 || (depth - 4) % 3 != 0 || growth < 1) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "': the depth of a plain DenseNet is 3n+4 (22, 40, 100), its growth 1 or more");
    }
    int perBlock = (depth - 4) / 3;
    return Optional.of(new DenseNet(List.of(perBlock, perBlock, perBlock), growth, 16, false));
  }

  @Override
  public int stageCount() {
    return layers.size();
  }

  @Override
  public Layer stem(LayerBuilder builder, FeatureShape image) {
    LayerBuilder features = builder.scope("features");
    if (!forImageNet) {
      return features.convolution("conv0", image, ConvolutionShape.of3x3(channels, 1));
    }
    Layer convolution =
        features.normalised(
            "conv0", "norm0", image, ConvolutionShape.of7x7(channels, 2), Activation.RELU);
    return new Sequence(List.of(convolution, MaxPool.overlapping(convolution.output())));
  }

  @Override
  public Layer stage(int index, LayerBuilder builder, FeatureShape input) {
    LayerBuilder features = builder.scope("features");
    List<Layer> parts = new ArrayList<>();
    FeatureShape shape = input;
    if (index > 0) {
      parts.addAll(transition(features.scope("transition" + index), shape));
      shape = parts.get(parts.size() - 1).output();
    }
    LayerBuilder block = features.scope("denseblock" + (index + 1));
    for (int i = 0; i < layers.get(index); i++) {
      Layer layer = denseLayer(block.scope("denselayer" + (i + 1)), shape);
      parts.add(layer);
      shape = layer.output();
    }
    return new Sequence(parts);
  }

  private List<Layer> transition(LayerBuilder builder, FeatureShape input) {
    int outputs = forImageNet ? input.channels() / 2 : input.channels();
    Layer normalisation = builder.normalisation("norm", input, Activation.RELU);
    Layer convolution = builder.convolution("conv", input, ConvolutionShape.of1x1(outputs, 1));
    return List.of(normalisation, convolution, AveragePool.after(convolution.output()));
  }

  private Layer denseLayer(LayerBuilder builder, FeatureShape input) {
    List<Layer> path = new ArrayList<>();
    path.add(builder.normalisation("norm1", input, Activation.RELU));
    FeatureShape shape = input;
    if (forImageNet) {
      Layer narrow =
          builder.normalised(
              "conv1",
              "norm2",
              input,
              ConvolutionShape.of1x1(BOTTLENECK * growth, 1),
              Activation.RELU);
      path.add(narrow);
      shape = narrow.output();
    }
    String last = forImageNet ? "conv2" : "conv1";
    path.add(builder.convolution(last, shape, ConvolutionShape.of3x3(growth, 1)));
    return new DenseConnection(new Sequence(path), input);
  }

  @Override
  public Layer head(LayerBuilder builder, FeatureShape input, int classes) {
    return new Sequence(
        List.of(
            builder
                .scope("features")
                .normalisation("norm" + (layers.size() + 1), input, Activation.RELU),
            builder.pooledLinear("classifier", input, classes)));
  }
}
