package io.stillhouse.steps.datasetprep.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the stored samples out of a decoded image: transparency is dropped, 16 bits become 8. Not
 * through {@code getRGB}, which takes grey for linear light and brightens it.
 */
final class RasterPixels {
  private RasterPixels() {}

  static Pixels of(BufferedImage image) throws DefectiveImageException {
    int height = image.getHeight();
    int width = image.getWidth();
    switch (image.getType()) {
      case BufferedImage.TYPE_BYTE_GRAY -> {
        return new Pixels(height, width, 1, bytes(image, height * width).clone());
      }
      case BufferedImage.TYPE_3BYTE_BGR -> {
        byte[] bgr = bytes(image, height * width * 3);
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < rgb.length; i += 3) {
          rgb[i] = bgr[i + 2];
          rgb[i + 1] = bgr[i + 1];
          rgb[i + 2] = bgr[i];
        }
        return new Pixels(height, width, 3, rgb);
      }
      default -> {
        return image.getColorModel() instanceof IndexColorModel palette
            ? ofPalette(image.getRaster(), palette)
            : ofSamples(image.getRaster(), image.getColorModel());
      }
    }
  }

  private static byte[] bytes(BufferedImage image, int expected) {
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    if (data.length != expected) {
      throw new IllegalStateException("an image with rows of unusual length");
    }
    return data;
  }

  private static Pixels ofPalette(Raster raster, IndexColorModel palette) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int[] indices = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    byte[] rgb = new byte[3 * indices.length];
    boolean grey = true;
    for (int i = 0; i < indices.length; i++) {
      int colour = palette.getRGB(indices[i]);
      rgb[3 * i] = (byte) (colour >> 16);
      rgb[3 * i + 1] = (byte) (colour >> 8);
      rgb[3 * i + 2] = (byte) colour;
      grey &= rgb[3 * i] == rgb[3 * i + 1] && rgb[3 * i] == rgb[3 * i + 2];
    }
    if (!grey) {
      return new Pixels(height, width, 3, rgb);
    }
    byte[] single = new byte[indices.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = rgb[3 * i];
    }
    return new Pixels(height, width, 1, single);
  }

  private static Pixels ofSamples(Raster raster, ColorModel model) throws DefectiveImageException {
    int space = model.getColorSpace().getType();
    if (space != ColorSpace.TYPE_GRAY && space != ColorSpace.TYPE_RGB) {
      throw new DefectiveImageException(
          "the image is neither grey nor RGB; convert it (a CMYK picture, perhaps)");
    }
    int channels = space == ColorSpace.TYPE_GRAY ? 1 : 3;
    int height = raster.getHeight();
    int width = raster.getWidth();
    byte[] data = new byte[height * width * channels];
    for (int c = 0; c < channels; c++) {
      int shift = model.getComponentSize(c) - 8;
      int[] samples = raster.getSamples(0, 0, width, height, c, (int[]) null);
      for (int i = 0; i < samples.length; i++) {
        data[i * channels + c] =
            (byte) (shift >= 0 ? samples[i] >> shift : samples[i] * 255 / ((1 << (shift + 8)) - 1));
      }
    }
    return new Pixels(height, width, channels, data);
  }
}
