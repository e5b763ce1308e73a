package io.stillhouse.steps.datasetprep.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * Decodes PNG and JPEG files. Its readers are reused from image to image, so each thread needs a
 * decoder of its own. What an image is, its first bytes say, not its name.
 */
public final class ImageDecoder implements AutoCloseable {
  /** Beyond this an image is taken for a decompression bomb: 8192 x 8192. */
  static final long MAXIMUM_PIXELS = 1L << 26;

  private final ImageReader png = reader("png");
  private final ImageReader jpeg = reader("jpeg");
  private @Nullable String warning;

  public ImageDecoder() {
    jpeg.addIIOReadWarningListener(
        (source, text) -> {
          // Padding between segments is harmless; what else libjpeg warns of has cost pixels.
          if (!text.contains("extraneous bytes")) {
            warning = text;
          }
        });
  }

  /**
   * Decodes one file.
   *
   * @throws DefectiveImageException when it is damaged, truncated, too large or of another kind
   */
  public Pixels decode(byte[] file) throws DefectiveImageException {
    ImageReader reader;
    if (PngChunks.isPng(file)) {
      PngChunks.check(file);
      reader = png;
    } else if (file.length > 2 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xD8) {
      reader = jpeg;
    } else {
      throw new DefectiveImageException(
          file.length == 0
              ? "the file is empty; replace it"
              : "the file is neither PNG nor JPEG; convert or remove it");
    }
    warning = null;
    try (ByteArrayImageInput input = new ByteArrayImageInput(file)) {
      reader.setInput(input, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAXIMUM_PIXELS) {
        throw new DefectiveImageException(
            "the image declares %d x %d pixels, more than %d in all: a decompression bomb? reduce it"
                .formatted(reader.getHeight(0), reader.getWidth(0), MAXIMUM_PIXELS));
      }
      BufferedImage image = reader.read(0);
      if (warning != null) {
        throw new DefectiveImageException(
            "the image is damaged (%s); replace the file".formatted(warning));
      }
      return RasterPixels.of(image);
    } catch (IOException | RuntimeException e) {
      // The readers meet hostile bytes with unchecked exceptions of many kinds.
      throw new DefectiveImageException(
          "the image cannot be decoded (%s); replace or convert the file"
              .formatted(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
    } finally {
      reader.setInput(null);
    }
  }

  @Override
  public void close() {
    png.dispose();
    jpeg.dispose();
  }

  private static ImageReader reader(String format) {
    return ImageIO.getImageReadersByFormatName(format).next();
  }
}
