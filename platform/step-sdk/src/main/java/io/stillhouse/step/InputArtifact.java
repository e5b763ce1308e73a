package io.stillhouse.step;

import io.stillhouse.v1.ArtifactType;
import java.nio.file.Path;
import java.util.Map;

/**
 * An artifact that another step made, verified.
 *
 * @param directory its files, which must not be written to
 * @param type what it contains
 * @param metadata facts that its producer noted
 * @param producer the step that made it
 * @param item the fan-out item of that step, empty for a step without fan-out
 * @param digest of its content, files and metadata alike: 64 lower-case hexadecimal digits
 */
public record InputArtifact(
    Path directory,
    ArtifactType type,
    Map<String, String> metadata,
    String producer,
    String item,
    String digest) {

  public InputArtifact {
    metadata = Map.copyOf(metadata);
  }

  /** What a user calls it: the fan-out item, or else the step that made it. */
  public String name() {
    return item.isEmpty() ? producer : item;
  }
}
