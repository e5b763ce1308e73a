package io.stillhouse.step;

import java.nio.file.Path;

/** An artifact in the making. It is committed when the step returns. */
public interface OutputArtifact {

  /** The folder for its files, empty at first. */
  Path directory();

  /**
   * Notes a fact worth showing without opening a file. It is part of the artifact's digest, so
   * never a time or a host name.
   */
  void metadata(String key, String value);
}
