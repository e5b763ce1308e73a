package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.v1.ArtifactReference;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder that workers on other machines can read.
 *
 * @param path where it lies: an absolute path, or its path inside the copy
 * @param copy the artifact-like folder of the store that has it; null where the machine is shared
 */
public record SharedFile(String path, @Nullable ArtifactReference copy) implements Serializable {

  /** The artifact-like folder of the store that has it; empty where the machine is shared. */
  public Optional<ArtifactReference> source() {
    return Optional.ofNullable(copy);
  }

  /**
   * The file on the machine at hand. A copy is fetched and every byte of it verified.
   *
   * @throws io.stillhouse.artifacts.CorruptArtifactException if the copy is damaged
   */
  public Path materialise(ArtifactStore store) {
    return copy == null ? Path.of(path) : new ArtifactReader(store).materialise(copy).resolve(path);
  }
}
