package io.stillhouse.steps.evaluation;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images of a dataset as PNG, at most 64 pixels wide and high so that a report stays small. */
final class ImagePng {
  private static final int LARGEST_SIDE = 64;

  private ImagePng() {}

  static byte[] of(Split split, int row) throws IOException {
    DatasetInfo dataset = split.dataset();
    byte[] pixels = new byte[dataset.imageBytes()];
    split.copyImage(row, pixels, 0);
    int stride =
        Math.max(
            1, (Math.max(dataset.height(), dataset.width()) + LARGEST_SIDE - 1) / LARGEST_SIDE);
    int height = dataset.height() / stride;
    int width = dataset.width() / stride;
    boolean grey = dataset.channels() == 1;
    BufferedImage image =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int[] mean = new int[dataset.channels()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < mean.length; c++) {
          mean[c] = mean(pixels, dataset, y * stride, x * stride, c, stride);
        }
        // The raster takes the stored values as they are; setRGB would convert grey through sRGB.
        image.getRaster().setPixel(x, y, mean);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    }
    return bytes.toByteArray();
  }

  private static int mean(
      byte[] pixels, DatasetInfo dataset, int top, int left, int channel, int side) {
    int sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += pixels[(y * dataset.width() + x) * dataset.channels() + channel] & 0xFF;
      }
    }
    return sum / (side * side);
  }
}
