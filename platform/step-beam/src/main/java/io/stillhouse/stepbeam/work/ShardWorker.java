package io.stillhouse.stepbeam.work;

import java.io.IOException;
import java.io.Serializable;

/**
 * Does tasks: has what takes long to open (networks, files) and what one thread must have for
 * itself.
 *
 * @param <T> the tasks
 * @param <R> what becomes of each
 */
public interface ShardWorker<T extends ShardTask, R extends Serializable> extends AutoCloseable {

  /**
   * Does one task.
   *
   * @param output takes the files that it writes, and how much was done
   * @return what the step wants to know of it
   */
  R process(T task, ShardOutput output) throws IOException;

  @Override
  void close() throws IOException;
}
