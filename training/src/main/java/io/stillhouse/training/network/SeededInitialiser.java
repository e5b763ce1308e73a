package io.stillhouse.training.network;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;

/**
 * First values of parameters, a function of the seed and the parameter's name only: the same in
 * every process, whatever else was created before, and independent of the engine's generator.
 */
record SeededInitialiser(long seed) {

  /**
   * Kernel values of mean 0 and variance 2 / fan-out (He et al., Delving Deep into Rectifiers,
   * 2015), which keeps the size of gradients through ReLUs; the fan-out is the number of outputs
   * that one input value reaches at stride 1.
   */
  float[] kernel(String name, Shape shape, int groups) {
    double fanOut = (double) shape.get(0) / groups * shape.get(2) * shape.get(3);
    double deviation = Math.sqrt(2 / fanOut);
    Random random = generator(name);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** Values uniform in +-1/sqrt(inputs), PyTorch's default for linear layers. */
  float[] linear(String name, long count, long inputs) {
    double bound = 1 / Math.sqrt(inputs);
    Random random = generator(name);
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return values;
  }

  static float[] constant(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private Random generator(String name) {
    // FNV-1a, because String.hashCode has too few bits to keep thousands of names apart.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return new Random(mixed(seed + 0x9e3779b97f4a7c15L * mixed(hash)));
  }

  /** The finaliser of SplitMix64: neighbouring seeds must not give related generators. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
