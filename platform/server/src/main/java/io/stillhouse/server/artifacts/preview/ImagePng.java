package io.stillhouse.server.artifacts.preview;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images of a dataset as PNG, pixel by pixel. */
final class ImagePng {
  private ImagePng() {}

  static byte[] of(Split split, int row) throws IOException {
    DatasetInfo dataset = split.dataset();
    byte[] pixels = new byte[dataset.imageBytes()];
    split.copyImage(row, pixels, 0);
    int channels = dataset.channels();
    BufferedImage image =
        new BufferedImage(
            dataset.width(),
            dataset.height(),
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    int[] colour = new int[channels];
    for (int y = 0; y < dataset.height(); y++) {
      for (int x = 0; x < dataset.width(); x++) {
        for (int c = 0; c < channels; c++) {
          colour[c] = pixels[(y * dataset.width() + x) * channels + c] & 0xFF;
        }
        image.getRaster().setPixel(x, y, colour);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    }
    return bytes.toByteArray();
  }
}
