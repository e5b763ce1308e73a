package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.AttemptLayout;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The Flink session on which a step is to do its work on many shards, and what both can read. */
public interface ShardSession {

  /** The session's REST endpoint, {@code host:port}. */
  String address();

  /** How many slots the step may take at most; empty: those that are free. */
  OptionalInt parallelism();

  /** The store, which is all that the session's workers have in common with the step. */
  ArtifactStore store();

  /** Where the step's attempt lies in the store. */
  AttemptLayout attempt();

  /**
   * Makes a file or folder of this machine readable for workers: where the store is on one machine
   * as it is; elsewhere what was fetched from the store is fetched from there once more, and
   * anything else is copied into the attempt's folder.
   */
  SharedFile share(Path file);
}
