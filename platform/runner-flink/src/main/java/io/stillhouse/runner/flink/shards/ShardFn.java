package io.stillhouse.runner.flink.shards;

import io.stillhouse.flinkclient.WorkerProgram;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.jspecify.annotations.Nullable;

/**
 * Gives the names of tasks to a worker of the step's own program. Only this class is known to Beam,
 * which keeps the classes of functions for ever; the step's classes can be let go.
 */
final class ShardFn extends DoFn<String, Void> {
  private static final long serialVersionUID = 1L;

  private final String store;
  private final String attempt;
  private final String work;
  private transient Programs.@Nullable Use program;
  private transient @Nullable Consumer<String> worker;

  ShardFn(String store, String attempt, String work) {
    this.store = store;
    this.attempt = attempt;
    this.work = work;
  }

  @Setup
  public void open() throws Exception {
    Programs.Use opened = Programs.use(store, work);
    program = opened;
    worker =
        opened.worker(
            Map.of(
                WorkerProgram.STORE, store,
                WorkerProgram.ATTEMPT, attempt,
                WorkerProgram.WORK, work));
  }

  @ProcessElement
  public void process(@Element String task) {
    Consumer<String> open = worker;
    Programs.Use used = program;
    if (open == null || used == null) {
      throw new IllegalStateException("not set up");
    }
    used.within(() -> open.accept(task));
  }

  @Teardown
  public void close() throws Exception {
    Programs.Use used = program;
    if (used != null) {
      try (used) {
        if (worker instanceof AutoCloseable open) {
          open.close();
        }
      } finally {
        program = null;
        worker = null;
      }
    }
  }
}
