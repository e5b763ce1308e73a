package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.CorruptArtifactException;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checkpoints as artifact-like folders, {@code <folder>/00000012/}, in the store. */
final class StoredCheckpoints implements Checkpoints {
  private static final int KEPT = 2;
  private static final long MAXIMUM_SEQUENCE = 99_999_999;

  private final ArtifactStore store;
  private final String folder;
  private final Reporter reporter;

  StoredCheckpoints(ArtifactStore store, String folder, Reporter reporter) {
    this.store = store;
    this.folder = folder;
    this.reporter = reporter;
  }

  @Override
  public synchronized Optional<Path> latest() {
    ArtifactReader reader = new ArtifactReader(store);
    for (String name : newestFirst()) {
      try {
        Optional<ArtifactReference> checkpoint = reader.find(folder + "/" + name);
        if (checkpoint.isPresent()) {
          return Optional.of(reader.materialise(checkpoint.get()));
        }
      } catch (CorruptArtifactException e) {
        reporter.warn(
            "checkpoint " + name + " is damaged, the one before it is used: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized void save(long sequence, Path directory) {
    if (sequence < 0 || sequence > MAXIMUM_SEQUENCE) {
      throw new IllegalArgumentException(
          "checkpoint number " + sequence + " is not within 0 and " + MAXIMUM_SEQUENCE);
    }
    String key = folder + "/" + String.format(Locale.ROOT, "%08d", sequence);
    // Without its manifest the old one is no checkpoint any more, so nobody sees a mixture.
    store.delete(key + "/" + ArtifactWriter.MANIFEST);
    store.deleteAll(key);
    new ArtifactWriter(store).transfer(directory, ArtifactType.MODEL, Map.of(), key);
    prune();
  }

  private void prune() {
    int whole = 0;
    for (String name : newestFirst()) {
      if (whole >= KEPT) {
        store.delete(folder + "/" + name + "/" + ArtifactWriter.MANIFEST);
        store.deleteAll(folder + "/" + name);
      } else if (isCommitted(name)) {
        whole++;
      }
    }
  }

  private boolean isCommitted(String name) {
    try {
      return new ArtifactReader(store).find(folder + "/" + name).isPresent();
    } catch (CorruptArtifactException e) {
      return false;
    }
  }

  private List<String> newestFirst() {
    return store.children(folder).stream().sorted(Comparator.reverseOrder()).toList();
  }
}
