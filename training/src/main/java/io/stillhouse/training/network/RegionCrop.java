package io.stillhouse.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.graph.OperationSink;
import io.stillhouse.training.graph.Tensor;
import java.util.List;

/**
 * A region of the image, enlarged to the image's size: bilinear, pixels counted by their centres
 * (PyTorch's {@code interpolate} with {@code align_corners=False}). Its edges are rounded to whole
 * pixels. The result is channels-last in memory, as images are.
 */
record RegionCrop(FeatureShape output, int top, int left, int height, int width) implements Layer {

  static RegionCrop of(ImageRegion region, FeatureShape image) {
    int top = (int) Math.round(region.top() * image.height());
    int left = (int) Math.round(region.left() * image.width());
    int bottom = (int) Math.round((region.top() + region.height()) * image.height());
    int right = (int) Math.round((region.left() + region.width()) * image.width());
    if (bottom <= top || right <= left) {
      throw new IllegalArgumentException(
          "%s has no pixel in images of %d x %d".formatted(region, image.height(), image.width()));
    }
    return new RegionCrop(image, top, left, bottom - top, right - left);
  }

  @Override
  public NDArray forward(NDArray x, Mode mode) {
    NDManager manager = x.getManager();
    long batch = x.getShape().get(0);
    long channels = output.channels();
    NDIndex rectangle =
        new NDIndex(":, %d:%d, %d:%d, :".formatted(top, top + height, left, left + width));
    try (NDArray channelsLast = x.transpose(0, 2, 3, 1);
        NDArray region = channelsLast.get(rectangle);
        NDArray rows = region.reshape(batch, height, width * channels);
        NDArray vertical =
            manager.create(weights(output.height(), height), new Shape(output.height(), height));
        NDArray higher = vertical.matMul(rows);
        NDArray columns = higher.reshape(batch, output.height(), width, channels);
        NDArray horizontal =
            manager.create(weights(output.width(), width), new Shape(output.width(), width));
        NDArray larger = horizontal.matMul(columns)) {
      return larger.transpose(0, 3, 1, 2);
    }
  }

  /** How much each of {@code source} pixels in a row counts for each of {@code target}. */
  private static float[] weights(int target, int source) {
    float[] weights = new float[target * source];
    for (int i = 0; i < target; i++) {
      double position = Math.max(0, (i + 0.5) * source / target - 0.5);
      int first = (int) position;
      int second = Math.min(first + 1, source - 1);
      double share = position - first;
      weights[i * source + first] += (float) (1 - share);
      weights[i * source + second] += (float) share;
    }
    return weights;
  }

  /** As matrices for the whole image, which count the pixels outside the region for nothing. */
  @Override
  public <V> V trace(V x, OperationSink<V> sink) {
    int rows = output.height();
    int columns = output.width();
    float[] vertical = new float[rows * rows];
    float[] share = weights(rows, height);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(share, i * height, vertical, i * rows + top, height);
    }
    float[] horizontal = new float[columns * columns];
    float[] across = weights(columns, width);
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < width; j++) {
        horizontal[(left + j) * columns + i] = across[i * width + j];
      }
    }
    return sink.resample(
        x,
        new Tensor("region.rows", List.of((long) rows, (long) rows), vertical),
        new Tensor("region.columns", List.of((long) columns, (long) columns), horizontal));
  }

  /** Weighted sums of pixels are not counted: the network proper is. */
  @Override
  public long macs() {
    return 0;
  }

  @Override
  public Layer folded(LayerBuilder target) {
    return this;
  }
}
