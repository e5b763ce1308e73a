package io.stillhouse.training.loop;

import io.stillhouse.training.checkpoint.CheckpointSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps every checkpoint in a folder of its own. */
final class FolderCheckpoints implements CheckpointSink {
  private final Path root;
  private long latest;

  FolderCheckpoints(Path root) {
    this.root = root;
  }

  long kept() {
    return latest;
  }

  @Override
  public Optional<Path> latest() {
    return latest == 0 ? Optional.empty() : Optional.of(root.resolve("kept-" + latest));
  }

  @Override
  public void save(long sequence, Path directory) {
    try {
      Files.move(directory, root.resolve("kept-" + sequence));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    latest = sequence;
  }
}
