package io.stillhouse.steps.datasetprep.format;

import java.io.IOException;
import java.io.Serializable;

/** What a worker needs to read the pixels of a source's items. */
public interface PixelSource extends Serializable {
  /** Opens a reader for one thread. */
  PixelReader open() throws IOException;
}
