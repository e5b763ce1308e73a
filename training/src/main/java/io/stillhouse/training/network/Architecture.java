package io.stillhouse.training.network;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A family member of networks: a stem, stages that end where the resolution changes, a head. */
interface Architecture {

  int stageCount();

  Layer stem(LayerBuilder builder, FeatureShape image);

  /**
   * @param index from 0
   */
  Layer stage(int index, LayerBuilder builder, FeatureShape input);

  Layer head(LayerBuilder builder, FeatureShape input, int classes);

  /**
   * Understands an architecture's name.
   *
   * @throws IllegalArgumentException when it names none
   */
  static Architecture parse(String name) {
    return Stream.<Function<String, Optional<Architecture>>>of(
            Grafted::parse,
            ResNet::parse,
            ImageNetResNet::parse,
            WideResNet::parse,
            Vgg::parse,
            DenseNet::parse,
            MobileNetV2::parse,
            ShuffleNetV2::parse,
            EfficientNet::parse,
            EeeaNet::parse)
        .map(family -> family.apply(name))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + "' is no known architecture; there are resnet8, 14, 20, 32, 44, 56, 110"
                        + " (6n+2), wrn-16-2 (wrn-depth-width, depth 6n+4), vgg8, vgg11, vgg13 and"
                        + " mobilenetv2, all but wrn with an optional width multiplier as in"
                        + " resnet8x0.5; densenet-40-12 (depth 3n+4, growth); for larger images"
                        + " resnet18-imagenet, resnet34-imagenet, resnet50-imagenet, densenet121,"
                        + " densenet161, mobilenetv2-imagenet (mobilenetv2x0.5-imagenet),"
                        + " shufflenetv2x0.5, x1.0, x1.5, x2.0, efficientnet-b0 and eeea-net-c2"));
  }
}
