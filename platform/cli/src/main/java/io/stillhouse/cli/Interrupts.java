package io.stillhouse.cli;

/** Delivers a user's wish to stop: Ctrl-C at the terminal, or SIGTERM. */
public interface Interrupts {
  /**
   * Calls {@code firstInterrupt} at the first wish to stop, from a thread of its own; a second wish
   * ends the process at once. Closing it gives the signals their usual meaning back.
   */
  Subscription subscribe(Runnable firstInterrupt);

  /** Ends with {@link #close()}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
