package io.stillhouse.training.checkpoint;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Where checkpoints are kept beyond the life of the process. */
public interface CheckpointSink {
  /** The folder of the newest complete checkpoint, verified; empty when there is none. */
  Optional<Path> latest();

  /**
   * Keeps a checkpoint: afterwards {@link #latest} gives either this one, whole, or an earlier one.
   *
   * @param sequence grows from one checkpoint to the next
   * @param directory its files, which are no longer needed there after the call
   */
  void save(long sequence, Path directory);

  /** A sink of its two operations. */
  static CheckpointSink of(Supplier<Optional<Path>> latest, BiConsumer<Long, Path> save) {
    return new CheckpointSink() {
      @Override
      public Optional<Path> latest() {
        return latest.get();
      }

      @Override
      public void save(long sequence, Path directory) {
        save.accept(sequence, directory);
      }
    };
  }

  /** Keeps nothing: for trainings that nobody resumes. */
  static CheckpointSink none() {
    return of(Optional::empty, (sequence, directory) -> {});
  }
}
