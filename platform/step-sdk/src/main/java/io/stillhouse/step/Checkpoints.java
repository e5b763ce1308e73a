package io.stillhouse.step;

import java.nio.file.Path;
import java.util.Optional;

/** Where a step keeps what it needs to go on after it was stopped or killed. */
public interface Checkpoints {

  /**
   * The newest checkpoint that is whole, of whichever attempt, as a folder that must not be written
   * to. A damaged one is passed over with a warning.
   */
  Optional<Path> latest();

  /**
   * Commits a checkpoint and removes all but the last two. Once it returns, the checkpoint survives
   * whatever happens to the process.
   *
   * @param sequence grows with the step's progress, such as the number of optimiser steps done; 0
   *     to 99,999,999. An existing checkpoint with the number is replaced
   * @param directory the checkpoint's files, which are moved: afterwards the folder has none
   */
  void save(long sequence, Path directory);
}
