package io.stillhouse.runner.flink;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Says in the store which submission of a run counts, so that what a session still carries out of
 * an earlier one ends, also where nobody can reach it.
 */
final class Fence {
  private final ArtifactStore store;
  private final String key;

  Fence(ArtifactStore store, RunLayout run) {
    this.store = store;
    this.key = run.folder() + "/_submission";
  }

  /** From now on only that submission counts. */
  void admit(String submission) {
    store.replace(key, submission.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether that submission counts. */
  boolean admits(String submission) {
    Optional<byte[]> admitted = store.read(key);
    return admitted.isPresent()
        && submission.equals(new String(admitted.get(), StandardCharsets.UTF_8));
  }
}
