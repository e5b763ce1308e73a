package io.stillhouse.runstore.index;

import io.stillhouse.artifacts.RunLayout;
import java.util.Optional;

/** Tells who is at work on runs. */
@FunctionalInterface
public interface RunOwners {

  /** Who is at work on a run, for a person; empty if nobody is. */
  Optional<String> owner(RunLayout run);
}
