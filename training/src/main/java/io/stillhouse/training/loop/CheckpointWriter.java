package io.stillhouse.training.loop;

import ai.djl.ndarray.NDArray;
import io.stillhouse.training.checkpoint.CheckpointFolder;
import io.stillhouse.training.checkpoint.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Decides when a checkpoint is due, writes it, hands it on. */
final class CheckpointWriter {
  private final CheckpointPolicy policy;
  private final TrainingSurroundings surroundings;
  private long lastNanos = System.nanoTime();
  private String lastKept;

  /**
   * @param lastKept where the checkpoint lies that this run continues from, in words
   */
  CheckpointWriter(CheckpointPolicy policy, TrainingSurroundings surroundings, String lastKept) {
    this.policy = policy;
    this.surroundings = surroundings;
    this.lastKept = lastKept;
  }

  boolean dueWithinEpoch() {
    return elapsed().compareTo(policy.withinEpoch()) >= 0;
  }

  boolean dueAtEpochEnd() {
    return elapsed().compareTo(policy.atEpochEnd()) >= 0;
  }

  /** The newest checkpoint in words. */
  String lastKept() {
    return lastKept;
  }

  void write(
      TrainingState state,
      Map<String, NDArray> weights,
      Map<String, NDArray> momentum,
      Map<String, NDArray> best)
      throws IOException {
    Path directory = Files.createTempDirectory(surroundings.temporary(), "checkpoint-");
    CheckpointFolder.write(directory, state, weights, momentum, best);
    surroundings.checkpoints().save(state.sequence(), directory);
    discard(directory);
    lastKept = state.position().toString();
    lastNanos = System.nanoTime();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - lastNanos);
  }

  private static void discard(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
