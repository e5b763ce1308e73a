package io.stillhouse.dataparallel;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A source that takes some seconds to decode: pictures of noise, hard to compress. */
final class Pictures {
  private static final int SIDE = 640;
  private static final int DRAWN = 8;

  private Pictures() {}

  /**
   * Draws {@code train/CLASS/*.png} in two classes.
   *
   * @param count pictures in all
   */
  static Path draw(Path folder, int count) throws IOException {
    Random random = new Random(1);
    byte[][] drawn = new byte[DRAWN][];
    for (int i = 0; i < DRAWN; i++) {
      BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          image.setRGB(x, y, random.nextInt(1 << 24));
        }
      }
      Path file = Files.createDirectories(folder).resolve("noise.png");
      ImageIO.write(image, "png", file.toFile());
      drawn[i] = Files.readAllBytes(file);
      Files.delete(file);
    }
    for (int i = 0; i < count; i++) {
      Path kind = Files.createDirectories(folder.resolve("train").resolve(i % 2 == 0 ? "a" : "b"));
      Files.write(kind.resolve("%04d.png".formatted(i)), drawn[i % DRAWN]);
    }
    return folder;
  }
}
