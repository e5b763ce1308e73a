package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.CounterRandom;
import io.stillhouse.training.engine.Scaling;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.NetworkSpec;
import java.util.Map;
import java.util.function.Supplier;

/** Noisy images of horizontal or vertical stripes, made from epoch and batch index alone. */
final class StripesObjective implements Objective {
  static final NetworkSpec SPEC = new NetworkSpec("resnet8x0.5", 8, 8, 1, 2);
  static final int BATCH = 8;

  private final Classifier network;
  private final float scale;

  StripesObjective(Classifier network) {
    this(network, 1);
  }

  /**
   * @param scale factor of the loss
   */
  StripesObjective(Classifier network, float scale) {
    this.network = network;
    this.scale = scale;
  }

  @Override
  public int batches() {
    return 5;
  }

  @Override
  public Supplier<BatchLoss> batch(int epoch, int index, NDManager manager) {
    NDArray images = images(manager, epoch * 1000L + index);
    NDArray labels = labels(manager);
    return () ->
        BatchLoss.of(
            Scaling.multiply(
                CrossEntropy.plain().loss(network.logits(images, Mode.TRAIN), labels), scale));
  }

  @Override
  public Validation validate(NDManager parent) {
    try (NDManager manager = parent.newSubManager()) {
      NDArray logits = network.logits(images(manager, 999_999), Mode.EVAL);
      double loss = CrossEntropy.plain().loss(logits, labels(manager)).getFloat();
      return new Validation(Map.of("validation/loss", loss), -loss);
    }
  }

  private static NDArray labels(NDManager manager) {
    long[] labels = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = i % 2;
    }
    return manager.create(labels);
  }

  private static NDArray images(NDManager manager, long stream) {
    CounterRandom random = new CounterRandom(7);
    float[] pixels = new float[BATCH * 64];
    for (int i = 0; i < pixels.length; i++) {
      int line = i / 64 % 2 == 0 ? i % 64 / 8 : i % 8;
      pixels[i] = line % 2 + random.below(1000, stream, i) / 500f - 1;
    }
    return manager.create(pixels, new Shape(BATCH, 8, 8, 1)).transpose(0, 3, 1, 2);
  }
}
