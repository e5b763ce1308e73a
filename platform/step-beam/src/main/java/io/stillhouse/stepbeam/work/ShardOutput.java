package io.stillhouse.stepbeam.work;

import java.io.IOException;
import java.nio.file.Path;

/** Where a task leaves what it makes. */
public interface ShardOutput {

  /**
   * Writes a file of one of the step's outputs.
   *
   * @param output the output's name
   * @param file the file's name in the output; no two tasks write the same
   * @param content writes it
   */
  void write(String output, String file, FileContent content) throws IOException;

  /** Counts units of work that were done. */
  void done(long units);

  /** Writes a file that is not there yet. */
  @FunctionalInterface
  interface FileContent {
    void writeTo(Path file) throws IOException;
  }
}
