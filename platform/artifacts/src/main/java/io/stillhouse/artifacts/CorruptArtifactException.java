package io.stillhouse.artifacts;

import java.util.List;

/**
 * An artifact is not what its reference says: trying again cannot help. The message has one line
 * for each problem, naming the store, the artifact, the file, what was expected and what was found.
 */
public final class CorruptArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptArtifactException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
