package io.stillhouse.runstore.database;

/** The right to write into an index: one process has it at a time, and loses it when it dies. */
public interface WriterLock extends AutoCloseable {

  /** Whether the right is still there: the connection that holds it may have been lost. */
  boolean isHeld();

  /** Gives the right back. */
  @Override
  void close();
}
