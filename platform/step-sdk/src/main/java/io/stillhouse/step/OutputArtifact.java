package io.stillhouse.step;

import io.stillhouse.v1.ArtifactFile;
import java.nio.file.Path;

/** An artifact in the making. It is committed when the step returns. */
public interface OutputArtifact {

  /** The folder for its files, empty at first. */
  Path directory();

  /**
   * Adds a file that a worker elsewhere has written to its final place in the store, beside those
   * in the folder.
   *
   * @param file its path inside the artifact, its size and its digests
   */
  void stored(ArtifactFile file);

  /** A file of this machine with what was put in the folder or stored under a name. */
  Path file(String name);

  /**
   * Notes a fact worth showing without opening a file. It is part of the artifact's digest, so
   * never a time or a host name.
   */
  void metadata(String key, String value);
}
