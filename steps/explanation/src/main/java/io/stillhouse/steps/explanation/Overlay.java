package io.stillhouse.steps.explanation;

import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.explanation.SaliencyMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Images of a dataset as PNG, as they are or with a map over them. */
final class Overlay {
  /** Pictures are enlarged by a whole number until they are about as large. */
  private static final int SIDE = 128;

  /** From no to full saliency: transparent, then violet, red, orange, yellow. */
  private static final int[][] RAMP = {
    {40, 11, 84}, {101, 21, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 164}
  };

  private static final double MOST_OPAQUE = 0.75;

  private final Split split;
  private final int scale;

  Overlay(Split split) {
    this.split = split;
    DatasetInfo dataset = split.dataset();
    scale = Math.max(1, SIDE / Math.max(dataset.height(), dataset.width()));
  }

  /** The image alone, as a data URI. */
  String plain(int row) {
    return uri(picture(row, null));
  }

  /** The image with a map of its size over it, as a data URI. */
  String with(int row, SaliencyMap map) {
    return uri(picture(row, map.resized(map.height() * scale, map.width() * scale)));
  }

  private BufferedImage picture(int row, @Nullable SaliencyMap map) {
    DatasetInfo dataset = split.dataset();
    byte[] pixels = new byte[dataset.imageBytes()];
    split.copyImage(row, pixels, 0);
    int height = dataset.height() * scale;
    int width = dataset.width() * scale;
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y / scale * dataset.width() + x / scale) * dataset.channels();
        int colour = 0;
        for (int c = 0; c < 3; c++) {
          double value = pixels[at + (dataset.channels() == 3 ? c : 0)] & 0xFF;
          if (map != null) {
            double strength = Math.max(0, Math.min(1, map.at(y, x)));
            double opacity = MOST_OPAQUE * strength;
            value = value * (1 - opacity) + heat(strength, c) * opacity;
          }
          colour = colour << 8 | (int) Math.round(value);
        }
        picture.setRGB(x, y, colour);
      }
    }
    return picture;
  }

  private static double heat(double strength, int channel) {
    double position = strength * (RAMP.length - 1);
    int below = Math.min((int) position, RAMP.length - 2);
    double share = position - below;
    return RAMP[below][channel] * (1 - share) + RAMP[below + 1][channel] * share;
  }

  private static String uri(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
