package io.stillhouse.orchestrator.observation;

import io.stillhouse.orchestrator.run.RunListener;

/** Is told how one run goes, and hands it on to a system elsewhere. */
public interface RunObserver extends RunListener, AutoCloseable {
  /** Follows nothing. */
  RunObserver NONE = new RunObserver() {};

  /** Nothing more will be told. Hands on what waits, for at most some seconds. */
  @Override
  default void close() {}
}
