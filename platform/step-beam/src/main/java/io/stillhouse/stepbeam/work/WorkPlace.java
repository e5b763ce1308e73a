package io.stillhouse.stepbeam.work;

import io.stillhouse.step.SharedFile;
import java.io.IOException;
import java.nio.file.Path;

/** Where a worker is. */
public interface WorkPlace {

  /**
   * A shared file or folder on this machine, which must not be written to. The workers of a JVM
   * share it.
   */
  Path file(SharedFile shared) throws IOException;
}
