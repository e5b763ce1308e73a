package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.v1.ArtifactReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What of the store was fetched to this machine, and from where. */
final class Fetched {
  private final ArtifactReader reader;
  private final Map<Path, ArtifactReference> byFolder = new ConcurrentHashMap<>();

  Fetched(ArtifactReader reader) {
    this.reader = reader;
  }

  /** A verified artifact as a folder of this machine. */
  Path materialise(ArtifactReference reference) {
    Path folder = reader.materialise(reference);
    byFolder.put(folder.toAbsolutePath().normalize(), reference);
    return folder;
  }

  /** Where in the store a file or folder came from. */
  Optional<SharedFile> find(Path path) {
    for (Path folder = path; folder != null; folder = folder.getParent()) {
      ArtifactReference reference = byFolder.get(folder);
      if (reference != null) {
        return Optional.of(new SharedFile(folder.relativize(path).toString(), reference));
      }
    }
    return Optional.empty();
  }
}
