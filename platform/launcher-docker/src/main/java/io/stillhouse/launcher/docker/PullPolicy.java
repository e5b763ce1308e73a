package io.stillhouse.launcher.docker;

/** When an image is fetched from its registry. */
enum PullPolicy {
  /** When the engine does not have it. */
  MISSING,
  /** Never: it must be there. */
  NEVER,
  /** Before every attempt. */
  ALWAYS
}
