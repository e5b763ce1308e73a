package io.stillhouse.orchestrator.retention;

/**
 * One thing that is deleted.
 *
 * @param key the object or folder, relative to the store's root
 * @param kind what it is
 * @param bytes its size
 */
public record Deletion(String key, Kind kind, long bytes) {

  /** What can be deleted. */
  public enum Kind {
    /** A cache entry. */
    CACHE_ENTRY,
    /** A run with all that is in it. */
    RUN,
    /** An attempt of a run of which something else is still needed. */
    ATTEMPT,
    /** The outputs of an attempt that failed. */
    OUTPUT,
    /** The checkpoints of a step that needs them no more. */
    CHECKPOINTS,
    /** Data of the machine that created runs, to which no run refers any more. */
    SOURCE,
    /** Jars of steps for their workers on sessions, which no step needs now. */
    PROGRAM,
    /** Containers or Jobs of a run on which nobody is at work; the key tells what and where. */
    PLATFORM
  }
}
