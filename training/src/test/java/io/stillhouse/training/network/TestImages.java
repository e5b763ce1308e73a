package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/**
 * Batches of noise as the input pipeline lays them out: [B,C,H,W] views of channels-last memory.
 */
public final class TestImages {
  private TestImages() {}

  public static NDArray noise(int count, FeatureShape image, NDManager manager, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * image.height() * image.width() * image.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Shape shape = new Shape(count, image.height(), image.width(), image.channels());
    return manager.create(values, shape).transpose(0, 3, 1, 2);
  }
}
