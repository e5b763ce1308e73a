package io.stillhouse.steps.datasetprep.format;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** What a worker needs to read the pixels of a source's items. */
public interface PixelSource extends Serializable {
  /** The files and folders that readers need, among which those of some items. */
  Set<String> files(Collection<Item> items);

  /**
   * Opens a reader for one thread.
   *
   * @param places where the files and folders lie on this machine
   */
  PixelReader open(FilePlaces places) throws IOException;

  /** Where files lie for whoever reads them. */
  @FunctionalInterface
  interface FilePlaces {
    /** The step's own machine. */
    FilePlaces SAME_MACHINE = Path::of;

    /** Where that lies which the step calls by a path of its own machine. */
    Path find(String file) throws IOException;
  }
}
