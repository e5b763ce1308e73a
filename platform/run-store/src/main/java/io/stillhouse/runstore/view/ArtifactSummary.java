package io.stillhouse.runstore.view;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.ArtifactReference;

/**
 * An artifact that a step has as its output.
 *
 * @param output the name of the output
 * @param reference where it lies, and its content's digest. Of a step that the cache served it lies
 *     in another run
 */
public record ArtifactSummary(String output, ArtifactReference reference) {

  /** The run whose step wrote it. */
  public RunLayout producer() {
    String[] segments = reference.getPath().split("/", -1);
    return new RunLayout(segments[0], segments[1]);
  }
}
