package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  /** Exact counts follow from the papers' tables; millions are as published for CIFAR. */
  @ParameterizedTest
  @CsvSource({
    "resnet8, 10, 78042",
    "resnet20, 10, 272474",
    "resnet32, 10, 466906",
    "resnet44, 10, 661338",
    "resnet56, 10, 855770",
    "resnet110, 10, 1730714",
    "wrn-16-2, 10, 691674",
    "mobilenetv2, 10, 2236682",
  })
  void parametersAreAsManyAsPublished(String architecture, int classes, long parameters) {
    assertThat(network(architecture, classes).parameterCount()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, 10, 0.27",
    "resnet56, 10, 0.85",
    "resnet110, 10, 1.73",
    "wrn-16-2, 10, 0.69",
    "wrn-16-2, 100, 0.70",
    "wrn-40-1, 100, 0.57",
    "wrn-40-2, 100, 2.26",
    "vgg8, 100, 3.96",
    "vgg11, 100, 9.28",
    "vgg13, 100, 9.46",
    "mobilenetv2, 100, 2.35",
    "mobilenetv2x0.5, 10, 0.70",
    "mobilenetv2x1.4, 10, 4.33",
    "densenet-40-12, 10, 1.02",
  })
  void millionsOfParametersAreAsPublished(String architecture, int classes, double millions) {
    assertThat(network(architecture, classes).parameterCount() / 1e6)
        .isCloseTo(millions, offset(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, 40.81",
    "resnet32, 69.12",
    "resnet56, 125.75",
    "mobilenetv2, 87.98",
  })
  void multiplyAccumulateOperationsAreAsPublished(String architecture, double millions) {
    assertThat(network(architecture, 10).macs() / 1e6).isCloseTo(millions, offset(0.02 * millions));
  }

  @Test
  void multiplyAccumulateOperationsOfResNet8AreTheSumOverItsConvolutions() {
    long stem = 1024L * 16 * 3 * 9;
    long first = 2 * 1024L * 16 * 16 * 9;
    long second = 256L * (32 * 16 * 9 + 32 * 32 * 9 + 32 * 16);
    long third = 64L * (64 * 32 * 9 + 64 * 64 * 9 + 64 * 32);
    assertThat(network("resnet8", 10).macs()).isEqualTo(stem + first + second + third + 640);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet8",
        "resnet14x0.3",
        "resnet8x2",
        "wrn-10-1",
        "vgg8x0.25",
        "vgg11x0.1",
        "vgg13x0.1",
        "mobilenetv2x0.25"
      })
  void everyParameterLearnsAtEverySizeAndFoldingChangesNothing(String architecture) {
    assertEveryParameterLearnsAndFoldingChangesNothing(
        architecture,
        new FeatureShape(1, 8, 8),
        new FeatureShape(3, 11, 9),
        new FeatureShape(1, 64, 64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mobilenetv2x0.25-imagenet", "shufflenetv2x0.5", "efficientnet-b0", "eeea-net-c2"})
  void soItDoesInNetworksForLargerImages(String architecture) {
    assertEveryParameterLearnsAndFoldingChangesNothing(architecture, new FeatureShape(1, 11, 9));
  }

  private void assertEveryParameterLearnsAndFoldingChangesNothing(
      String architecture, FeatureShape... images) {
    for (FeatureShape image : images) {
      NetworkSpec spec =
          new NetworkSpec(architecture, image.height(), image.width(), image.channels(), 7);
      try (NDManager step = manager.newSubManager();
          Classifier network = Classifier.create(spec, step, 3)) {
        NDArray batch = TestImages.noise(4, image, step, 5);
        assertEveryGradientIsFiniteAndNotZero(network, batch);
        float[] plain = network.logits(batch, Mode.EVAL).toFloatArray();
        try (Classifier folded = network.foldedForInference()) {
          assertThat(folded.macs()).isEqualTo(network.macs());
          assertThat(folded.parameters().trainable().size()).isZero();
          assertSameLogits(folded.logits(batch, Mode.EVAL).toFloatArray(), plain);
        }
      }
    }
  }

  private static void assertEveryGradientIsFiniteAndNotZero(Classifier network, NDArray images) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray logits = network.logits(images, Mode.TRAIN);
      assertThat(logits.getShape()).isEqualTo(new Shape(4, 7));
      NDArray weights = images.getManager().arange(28f).sub(13.5f).reshape(4, 7);
      collector.backward(logits.mul(weights).sum());
    }
    for (Parameter parameter : network.parameters().trainable()) {
      try (NDArray gradient = parameter.array().getGradient()) {
        assertThat(gradient.abs().sum().getFloat())
            .as(parameter.name())
            .isPositive()
            .isLessThan(Float.POSITIVE_INFINITY);
      }
    }
  }

  private static void assertSameLogits(float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], offset(1e-5f * Math.max(1, largest)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet8, 3, 64",
    "densenet-22-12, 3, 232",
    "mobilenetv2x0.25-imagenet, 5, 80",
    "shufflenetv2x0.5, 3, 192",
    "efficientnet-b0, 5, 320",
    "eeea-net-c2, 5, 160"
  })
  void stagesSayWhatTheyGive(String architecture, int stages, int channels) {
    Classifier network = network(architecture, 10);
    NDArray images = TestImages.noise(2, network.spec().image(), manager, 1);
    assertThat(network.stageCount()).isEqualTo(stages);
    NDArray x = network.stem(images, Mode.EVAL);
    for (int i = 0; i < network.stageCount(); i++) {
      x = network.stage(i, x, Mode.EVAL);
      FeatureShape shape = network.stageShape(i);
      assertThat(x.getShape())
          .isEqualTo(new Shape(2, shape.channels(), shape.height(), shape.width()));
    }
    assertThat(network.stageChannels(stages - 1)).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet9|the depth of a ResNet is 6n+2 (8, 14, 20, 32, 44, 56, 110), not 9",
        "wrn-15-2|the depth of a WRN is 6n+4 (10, 16, 22, 28, 40), not 15",
        "efficientnet-b1|there is efficientnet-b0",
        "shufflenetv2x0.7|there are shufflenetv2x0.5, shufflenetv2x1.0",
        "mobilenetv2-cifar|is no known architecture",
        "vgg16|there are vgg8, vgg11 and vgg13",
        "RESNET20|is no known architecture; there are resnet8",
        "resnet8x0|a width multiplier of 0.0 is not between 0",
        "resnet8y2|is no known architecture",
      })
  void unknownArchitecturesAreRefusedWithWhatThereIs(String name, String message) {
    assertThatThrownBy(() -> new NetworkSpec(name, 32, 32, 3, 10)).hasMessageContaining(message);
  }

  @Test
  void imagesThatNoNetworkTakesAreRefused() {
    assertThatThrownBy(() -> new NetworkSpec("resnet8", 7, 32, 3, 10))
        .hasMessage("images of 7 x 32 are too small: at least 8 x 8 is needed");
    assertThatThrownBy(() -> new NetworkSpec("resnet8", 32, 32, 2, 10))
        .hasMessage("images have 2 channels: only 1 (grey) and 3 (colour) are supported");
  }

  private Classifier network(String architecture, int classes) {
    return Classifier.create(new NetworkSpec(architecture, 32, 32, 3, classes), manager, 1);
  }
}
