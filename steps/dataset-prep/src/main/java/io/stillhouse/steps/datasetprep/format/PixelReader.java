package io.stillhouse.steps.datasetprep.format;

import io.stillhouse.steps.datasetprep.image.DefectiveImageException;
import io.stillhouse.steps.datasetprep.image.Pixels;
import java.io.Closeable;
import java.io.IOException;

/** Reads the pixels of items. Used by one thread. */
public interface PixelReader extends Closeable {
  /**
   * Reads and decodes one image.
   *
   * @throws DefectiveImageException when this image cannot be used
   * @throws IOException when the source cannot be read at all
   */
  Pixels read(Item item) throws IOException, DefectiveImageException;
}
