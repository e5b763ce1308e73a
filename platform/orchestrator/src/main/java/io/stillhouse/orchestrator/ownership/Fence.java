package io.stillhouse.orchestrator.ownership;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.RunLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Says in the store which submission of a run to a session counts, so that what a session still
 * carries out of another one ends, also where nobody can reach it. Only the owner of a run says so.
 */
public final class Fence {
  /** How often a session looks whether the submission that it carries out still counts. */
  public static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

  /** After that a session that reaches the store has seen it, and begins no attempt any more. */
  public static final Duration SEEN_WITHIN = LOOKS_EVERY.multipliedBy(3);

  private static final String NONE = "none";

  private final ArtifactStore store;
  private final String key;

  /** That of a run. */
  public Fence(ArtifactStore store, RunLayout run) {
    this.store = store;
    this.key = run.submission();
  }

  /** From now on only that submission counts. */
  public void admit(String submission) {
    store.replace(key, submission.getBytes(StandardCharsets.UTF_8));
  }

  /** From now on no submission counts that there is. */
  public void admitNone() {
    admit(NONE);
  }

  /** Whether that submission counts. */
  public boolean admits(String submission) {
    return admitted().equals(Optional.of(submission));
  }

  /** Whether a session may carry the run out still: one was told to, and nobody took it back. */
  public boolean admitsAny() {
    return admitted().filter(submission -> !submission.equals(NONE)).isPresent();
  }

  private Optional<String> admitted() {
    return store.read(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
