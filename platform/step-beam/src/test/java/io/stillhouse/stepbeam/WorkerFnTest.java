package io.stillhouse.stepbeam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFnTest {
  private static final int ELEMENTS = 40;

  @TempDir Path temporary;

  @Test
  void aWorkerServesManyElementsAndIsClosedInTheEnd() throws Exception {
    Path notes = Files.createDirectories(temporary.resolve("notes"));
    new Attempt(temporary.resolve("store"))
        .run(
            context -> {
              StepPipeline pipeline = new StepPipeline(context);
              pipeline
                  .beam()
                  .apply(Create.of(IntStream.range(0, ELEMENTS).boxed().toList()))
                  .apply(Reshuffle.viaRandomKey())
                  .apply(ParDo.of(new NotingFn(notes)));
              pipeline.beam().run().waitUntilFinish();
            });

    assertThat(count(notes, "element-")).isEqualTo(ELEMENTS);
    assertThat(count(notes, "opened-")).isPositive().isLessThan(ELEMENTS);
    assertThat(count(notes, "closed-")).isEqualTo(count(notes, "opened-"));
  }

  @Test
  void thereIsNoWorkerBeforeItIsOpened() {
    assertThatThrownBy(() -> new NotingFn(temporary).worker())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not set up");
  }

  private static long count(Path notes, String prefix) throws IOException {
    try (var files = Files.list(notes)) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).count();
    }
  }

  /** Leaves a file for everything that happens. */
  private static final class NotingFn extends WorkerFn<Integer, Void, NotingFn.Notes> {
    private static final long serialVersionUID = 1;

    private final String directory;

    NotingFn(Path directory) {
      this.directory = directory.toString();
    }

    @Override
    protected Notes open() throws IOException {
      Notes notes = new Notes(Path.of(directory), UUID.randomUUID());
      notes.leave("opened-" + notes.worker());
      return notes;
    }

    @ProcessElement
    public void process(@Element Integer element) throws IOException {
      worker().leave("element-" + element);
    }

    /** Where one worker leaves its files. */
    record Notes(Path directory, UUID worker) implements AutoCloseable {
      void leave(String name) throws IOException {
        Files.createFile(directory.resolve(name));
      }

      @Override
      public void close() throws IOException {
        leave("closed-" + worker);
      }
    }
  }
}
