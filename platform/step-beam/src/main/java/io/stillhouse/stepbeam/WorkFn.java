package io.stillhouse.stepbeam;

import io.stillhouse.step.SharedFile;
import io.stillhouse.stepbeam.work.Serialized;
import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.ShardWorker;
import io.stillhouse.stepbeam.work.WorkCounter;
import io.stillhouse.stepbeam.work.WorkPlace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.metrics.Counter;

/** Does tasks in the step's own process. */
final class WorkFn<T extends ShardTask, R extends Serializable>
    extends WorkerFn<T, Void, ShardWorker<T, R>> {
  private static final long serialVersionUID = 1L;

  private final ShardWork<T, R> work;
  private final LocalFolders folders;
  private final Counter done;

  WorkFn(ShardWork<T, R> work, LocalFolders folders, WorkCounter counter) {
    this.work = work;
    this.folders = folders;
    this.done = counter.counter();
  }

  @Override
  protected ShardWorker<T, R> open() throws IOException {
    return work.open(new ThisMachine());
  }

  @ProcessElement
  public void process(@Element T task) throws IOException {
    R result = worker().process(task, new LocalOutput(folders, done));
    Files.write(folders.result(task.name()), Serialized.write(result));
  }

  private record ThisMachine() implements WorkPlace {
    @Override
    public Path file(SharedFile shared) {
      return Path.of(shared.path());
    }
  }

  private record LocalOutput(LocalFolders folders, Counter counter) implements ShardOutput {
    @Override
    public void write(String output, String file, FileContent content) throws IOException {
      content.writeTo(Files.createDirectories(folders.output(output)).resolve(file));
    }

    @Override
    public void done(long units) {
      counter.inc(units);
    }
  }
}
