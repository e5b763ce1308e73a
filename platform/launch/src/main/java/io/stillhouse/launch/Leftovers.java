package io.stillhouse.launch;

import io.stillhouse.artifacts.RunLayout;
import java.util.Map;
import java.util.Set;

/**
 * What a platform has of the runs of one store, found by the platform's own marks: it knows of runs
 * whose records are gone.
 */
public interface Leftovers extends AutoCloseable {

  /**
   * The runs of which there is anything, and what, for a person: {@code 2 containers}. Left out is
   * what is kept on purpose for whoever looks at a failure, and what somebody on the platform is to
   * go on with by itself.
   *
   * @throws BackendUnreachableException if the platform cannot be reached or lets nobody in
   */
  Map<RunLayout, String> runs();

  /**
   * The runs that somebody on the platform is to go on with by itself, though nobody may be at work
   * on them now.
   *
   * @throws BackendUnreachableException if the platform cannot be reached or lets nobody in
   */
  default Set<RunLayout> runsThatGoOn() {
    return Set.of();
  }

  /**
   * Stops what is at work of a run, orderly, and deletes it all. Returns when nothing is left. To
   * be called by whoever owns the run.
   *
   * @throws LaunchException if something is left
   */
  void delete(RunLayout run) throws LaunchException;

  /** Gives the connection back. */
  @Override
  void close();
}
