package io.stillhouse.steps.datasetprep.image;

import java.io.Serializable;

/**
 * The form that all images of a prepared dataset have.
 *
 * @param height pixels
 * @param width pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param resize whether images of another size are resized; otherwise they are defects
 */
public record ImageForm(int height, int width, int channels, boolean resize)
    implements Serializable {

  /** Bytes of one image. */
  public int bytes() {
    return height * width * channels;
  }

  /**
   * Brings an image into this form.
   *
   * @throws DefectiveImageException when its size differs and resizing was not asked for
   */
  public Pixels apply(Pixels image) throws DefectiveImageException {
    if (!resize && (image.height() != height || image.width() != width)) {
      throw new DefectiveImageException(
          "the image has %d x %d pixels (height x width) but the first one has %d x %d; set"
                  .formatted(image.height(), image.width(), height, width)
              + " height and width to resize all");
    }
    Pixels converted = channels == 1 ? grey(image) : rgb(image);
    return resized(converted);
  }

  /** Resizes an image of the same channels to this form. */
  public Pixels resized(Pixels image) {
    return Resampling.resize(image, height, width);
  }

  /** Luma of ITU-R BT.601 in 16-bit fixed point, rounded. */
  private static Pixels grey(Pixels image) {
    if (image.channels() == 1) {
      return image;
    }
    byte[] grey = new byte[image.height() * image.width()];
    byte[] data = image.data();
    for (int i = 0; i < grey.length; i++) {
      int luma =
          (data[3 * i] & 0xFF) * 19595
              + (data[3 * i + 1] & 0xFF) * 38470
              + (data[3 * i + 2] & 0xFF) * 7471;
      grey[i] = (byte) ((luma + 0x8000) >> 16);
    }
    return new Pixels(image.height(), image.width(), 1, grey);
  }

  private static Pixels rgb(Pixels image) {
    if (image.channels() == 3) {
      return image;
    }
    byte[] data = image.data();
    byte[] rgb = new byte[3 * data.length];
    for (int i = 0; i < data.length; i++) {
      rgb[3 * i] = data[i];
      rgb[3 * i + 1] = data[i];
      rgb[3 * i + 2] = data[i];
    }
    return new Pixels(image.height(), image.width(), 3, rgb);
  }
}
