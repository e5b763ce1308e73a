package io.stillhouse.stepbeam;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * A function whose every copy keeps a worker from one element to the next: what takes long to open
 * (networks, files) and what one thread must have for itself.
 *
 * @param <InputT> the elements
 * @param <OutputT> what becomes of them
 * @param <WorkerT> the worker, closed with the copy
 */
public abstract class WorkerFn<InputT, OutputT, WorkerT extends AutoCloseable>
    extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1;

  private transient @Nullable WorkerT worker;

  /** Makes the worker of this copy. */
  protected abstract WorkerT open() throws IOException;

  /** Called by the runner before the first element. */
  @Setup
  public void openWorker() throws IOException {
    worker = open();
  }

  /** Called by the runner after the last element. */
  @Teardown
  public void closeWorker() throws Exception {
    if (worker != null) {
      worker.close();
    }
  }

  /**
   * The worker of this copy.
   *
   * @throws IllegalStateException before it was opened
   */
  protected final WorkerT worker() {
    if (worker == null) {
      throw new IllegalStateException("not set up");
    }
    return worker;
  }
}
