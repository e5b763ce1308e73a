package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.google.gson.JsonObject;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.golden.GoldenFile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same weights under the same names give torchvision's logits: golden/make_torchvision.py. */
class TorchvisionTest {
  private static final int CLASSES = 10;
  private static final int SIDE = 64;

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18-imagenet",
        "resnet34-imagenet",
        "resnet50-imagenet",
        "densenet121",
        "densenet161",
        "mobilenetv2-imagenet",
        "shufflenetv2x0.5",
        "shufflenetv2x1.0",
        "shufflenetv2x1.5",
        "shufflenetv2x2.0",
        "efficientnet-b0",
        "eeea-net-c2"
      })
  void logitsAndGradientsAreTorchvisions(String architecture) {
    JsonObject golden = GoldenFile.read("torchvision.json").content().getAsJsonObject(architecture);
    try (NDManager manager = NDManager.newBaseManager();
        Classifier network = classifier(architecture, manager)) {
      Map<String, NDArray> weights = new HashMap<>();
      for (Parameter parameter : network.parameters()) {
        weights.put(
            parameter.name(),
            manager.create(values(parameter, golden.get("gain").getAsDouble()), shape(parameter)));
      }
      network.parameters().load(weights);
      float[] pixels = spread("images", 2 * 3 * SIDE * SIDE);
      NDArray images = manager.create(pixels, new Shape(2, 3, SIDE, SIDE));

      assertThat(network.parameters().size()).isEqualTo(golden.get("arrays").getAsInt());
      assertGradients(network, images, golden.getAsJsonObject("gradients"));
      network.parameters().freeze();
      float[] logits = network.logits(images, Mode.EVAL).toFloatArray();
      for (int i = 0; i < logits.length; i++) {
        double expected = golden.getAsJsonArray("logits").get(i).getAsDouble();
        assertThat((double) logits[i])
            .isCloseTo(expected, within(1e-4 * Math.max(1, Math.abs(expected))));
      }
      try (Classifier folded = network.foldedForInference()) {
        float[] merged = folded.logits(images, Mode.EVAL).toFloatArray();
        for (int i = 0; i < logits.length; i++) {
          assertThat(merged[i])
              .isCloseTo(logits[i], within(1e-3f * Math.max(1, Math.abs(logits[i]))));
        }
      }
    }
  }

  /** Of some parameters: the gradient's norm, and its product with values that the name gives. */
  private static void assertGradients(Classifier network, NDArray images, JsonObject golden) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray logits = network.logits(images, Mode.EVAL);
      float[] weights = spread("loss", Math.toIntExact(logits.size()));
      collector.backward(logits.mul(images.getManager().create(weights, logits.getShape())).sum());
    }
    assertThat(golden.size()).isEqualTo(8);
    for (String name : golden.keySet()) {
      double norm = golden.getAsJsonArray(name).get(0).getAsDouble();
      double product = golden.getAsJsonArray(name).get(1).getAsDouble();
      try (NDArray array = network.parameters().get(name).array().getGradient()) {
        float[] gradient = array.toFloatArray();
        float[] factors = spread(name, gradient.length);
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
          squares += (double) gradient[i] * gradient[i];
          sum += (double) gradient[i] * factors[i];
        }
        assertThat(Math.sqrt(squares)).as(name).isCloseTo(norm, within(1e-3 * norm));
        assertThat(sum).as(name).isCloseTo(product, within(1e-3 * norm));
      }
    }
  }

  private static Classifier classifier(String architecture, NDManager manager) {
    return Classifier.create(new NetworkSpec(architecture, SIDE, SIDE, 3, CLASSES), manager, 1);
  }

  private static Shape shape(Parameter parameter) {
    return parameter.array().getShape();
  }

  private static float[] values(Parameter parameter, double gain) {
    Shape shape = shape(parameter);
    float[] values = spread(parameter.name(), Math.toIntExact(shape.size()));
    for (int i = 0; i < values.length; i++) {
      if (shape.dimension() > 1) {
        values[i] *= (float) Math.sqrt(gain * shape.get(0) / shape.size());
      } else if (parameter.name().endsWith("running_var")) {
        values[i] = 1 + 0.5f * values[i];
      } else if (parameter.name().endsWith("weight")) {
        values[i] = 1 + 0.2f * values[i];
      } else {
        values[i] = 0.1f * values[i];
      }
    }
    return values;
  }

  /** The generator script's values, bit for bit. */
  private static float[] spread(String name, int count) {
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      start = start * 31 + name.charAt(i);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int mixed = i * 0x9E3779B1 + start;
      mixed = (mixed ^ (mixed >>> 15)) * 0x85EBCA77;
      mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE3D;
      mixed ^= mixed >>> 16;
      values[i] = (float) (Integer.toUnsignedLong(mixed) / 2147483648.0 - 1);
    }
    return values;
  }
}
