package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void resNetsHaveTheKnownNumberOfParameters() {
    assertThat(classifier("resnet8").parameterCount()).isEqualTo(78_042);
    assertThat(classifier("resnet20").parameterCount()).isEqualTo(272_474);
  }

  @Test
  void everyParameterOfAResNetGetsAGradient() {
    Classifier network = classifier("resnet8");
    backward(network, images(4, new NetworkSpec("resnet8", 32, 32, 3, 10)));
    for (Parameter parameter : network.parameters().trainable()) {
      try (NDArray gradient = parameter.array().getGradient()) {
        assertThat(gradient.abs().sum().getFloat()).as(parameter.name()).isPositive();
      }
    }
  }

  @Test
  void foldingChangesTheLogitsByRoundingOnly() {
    Classifier network = classifier("resnet8");
    NDArray images = images(4, network.spec());
    // Moves the running statistics away from their first values.
    network.logits(images, Mode.TRAIN).close();
    float[] plain = network.logits(images, Mode.EVAL).toFloatArray();
    float[] folded = network.foldedForInference().logits(images, Mode.EVAL).toFloatArray();
    assertThat(folded).containsExactly(plain, within(1e-5f));
  }

  private Classifier classifier(String architecture) {
    return Classifier.create(new NetworkSpec(architecture, 32, 32, 3, 10), manager, 1);
  }

  private NDArray images(int count, NetworkSpec spec) {
    Random random = new Random(7);
    float[] values = new float[count * spec.height() * spec.width() * spec.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager
        .create(values, new Shape(count, spec.height(), spec.width(), spec.channels()))
        .transpose(0, 3, 1, 2);
  }

  private static void backward(Classifier network, NDArray images) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(network.logits(images, Mode.TRAIN).square().sum());
    }
  }
}
