package io.stillhouse.steps.datasetprep.sheet;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** A picture to draw on, in 0xRRGGBB. */
final class Canvas {
  private final PixelFont font;
  private final int width;
  private final int height;
  private final int[] pixels;

  Canvas(PixelFont font, int width, int height, int background) {
    this.font = font;
    this.width = width;
    this.height = height;
    pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, background);
  }

  void fill(int left, int top, int columns, int rows, int colour) {
    for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + columns); x++) {
        pixels[y * width + x] = colour;
      }
    }
  }

  /** Writes text; each point of the font is {@code scale} pixels wide and high. */
  void text(String text, int left, int top, int scale, int colour) {
    for (int i = 0; i < text.length(); i++) {
      for (int row = 0; row < PixelFont.HEIGHT; row++) {
        for (int column = 0; column < PixelFont.WIDTH; column++) {
          if (font.isSet(text.charAt(i), row, column)) {
            int x = left + (i * PixelFont.ADVANCE + column) * scale;
            fill(x, top + row * scale, scale, scale, colour);
          }
        }
      }
    }
  }

  BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }
}
