package io.stillhouse.steps.datasetprep.image;

/**
 * Resizes by a triangle filter whose support grows with the reduction, so that reduced images do
 * not alias (what Pillow and torchvision call antialiased bilinear). Plain arithmetic, so the same
 * on every machine. The aspect ratio follows the target.
 */
final class Resampling {
  private Resampling() {}

  static Pixels resize(Pixels image, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image;
    }
    int channels = image.channels();
    Weights across = Weights.of(image.width(), width);
    Weights down = Weights.of(image.height(), height);
    float[] rows = new float[image.height() * width * channels];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int i = 0; i < across.count(x); i++) {
            int column = across.first[x] + i;
            sum +=
                across.weights[x][i]
                    * (image.data()[(y * image.width() + column) * channels + c] & 0xFF);
          }
          rows[(y * width + x) * channels + c] = sum;
        }
      }
    }
    byte[] result = new byte[height * width * channels];
    int stride = width * channels;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < stride; x++) {
        float sum = 0;
        for (int i = 0; i < down.count(y); i++) {
          sum += down.weights[y][i] * rows[(down.first[y] + i) * stride + x];
        }
        result[y * stride + x] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
      }
    }
    return new Pixels(height, width, channels, result);
  }

  /** For each target position, the first source position and the weights from there on. */
  private static final class Weights {
    final int[] first;
    final float[][] weights;

    private Weights(int[] first, float[][] weights) {
      this.first = first;
      this.weights = weights;
    }

    int count(int target) {
      return weights[target].length;
    }

    static Weights of(int source, int target) {
      double scale = (double) source / target;
      double support = Math.max(1, scale);
      int[] first = new int[target];
      float[][] weights = new float[target][];
      for (int t = 0; t < target; t++) {
        double centre = (t + 0.5) * scale;
        int from = Math.max(0, (int) (centre - support + 0.5));
        int to = Math.min(source, (int) (centre + support + 0.5));
        double[] raw = new double[to - from];
        double total = 0;
        for (int i = 0; i < raw.length; i++) {
          raw[i] = Math.max(0, 1 - Math.abs((from + i + 0.5 - centre) / support));
          total += raw[i];
        }
        first[t] = from;
        weights[t] = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
          weights[t][i] = (float) (raw[i] / total);
        }
      }
      return new Weights(first, weights);
    }
  }
}
