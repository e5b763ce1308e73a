package io.stillhouse.launch;

import java.util.Optional;

/**
 * Starts attempts, and finds those that an orchestrator before it started. An attempt's name is its
 * identity: however often it is launched, by however many orchestrators, one copy of it runs.
 */
public interface StepLauncher extends AutoCloseable {

  /**
   * Starts the attempt, or adopts it if it was started before.
   *
   * @throws LaunchException if it cannot be started
   */
  LaunchedAttempt launch(LaunchRequest request) throws LaunchException;

  /**
   * Adopts the attempt if it was started before, whether or not it still runs. When this returns
   * empty, nothing runs under that name and nothing will: the attempt's name is spent.
   *
   * @throws LaunchException if that cannot be found out
   */
  Optional<LaunchedAttempt> adopt(LaunchRequest request) throws LaunchException;

  /** The words of a person for what an attempt wrote last, possibly empty; at most 64 KiB. */
  String lastWords(LaunchRequest request);

  /**
   * The run has ended, every attempt with it: what the platform still keeps of them may go, as far
   * as nobody needs it to find out what happened.
   */
  default void runEnded() {}

  /** Stops watching. What runs goes on. */
  @Override
  default void close() {}
}
