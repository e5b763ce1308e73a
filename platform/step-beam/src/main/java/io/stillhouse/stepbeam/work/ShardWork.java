package io.stillhouse.stepbeam.work;

import java.io.IOException;
import java.io.Serializable;

/**
 * What a step does with each of many shards, and all that its workers have to know. It travels to
 * where they are; whatever it reads there it was given as {@code shared files}.
 *
 * @param <T> the tasks
 * @param <R> what becomes of each
 */
public interface ShardWork<T extends ShardTask, R extends Serializable> extends Serializable {

  /** Makes a worker, which one thread uses for one task after the other. */
  ShardWorker<T, R> open(WorkPlace place) throws IOException;
}
