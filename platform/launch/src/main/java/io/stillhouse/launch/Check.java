package io.stillhouse.launch;

/** Looks after one thing that runs need, without changing it. */
@FunctionalInterface
public interface Check {
  /** Looks; that it cannot be looked at is a finding, too. */
  Finding find();
}
