package io.stillhouse.stepbeam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.SharedFile;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepbeam.work.FollowedWork;
import io.stillhouse.stepbeam.work.ShardOutput;
import io.stillhouse.stepbeam.work.ShardTask;
import io.stillhouse.stepbeam.work.ShardWork;
import io.stillhouse.stepbeam.work.ShardWorker;
import io.stillhouse.stepbeam.work.WorkCounter;
import io.stillhouse.stepbeam.work.WorkPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardPipelineTest {
  private static final FollowedWork FOLLOWED =
      new FollowedWork(
          "The test's pipeline",
          "reading",
          new WorkCounter("tested", "letters"),
          12,
          "letters",
          "stopped");

  @TempDir Path store;

  @Test
  void resultsComeInTheOrderOfTheTasksAndFilesIntoTheOutput() {
    Attempt attempt = new Attempt(store).output("data");
    List<String> results = new ArrayList<>();
    StepExit exit =
        attempt.run(
            context -> {
              Path text =
                  Files.writeString(context.workDirectory().resolve("text"), "abcdefghijkl");
              ShardPipeline pipeline = new ShardPipeline(context, "reading");
              results.addAll(
                  pipeline.run(
                      new Reading(pipeline.share(text)),
                      List.of(new Letters(8, 4), new Letters(0, 4), new Letters(4, 4)),
                      FOLLOWED));
              assertThat(context.output("data").directory().resolve("letters-4"))
                  .hasContent("efgh");
            });

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(results).containsExactly("ijkl", "abcd", "efgh");
    assertThat(attempt.lastProgress().getDone()).isEqualTo(12);
  }

  @Test
  void namesThatWouldLeaveTheFolderOrComeTwiceAreRefused() {
    List<Throwable> thrown = new ArrayList<>();
    new Attempt(store)
        .run(
            context -> {
              thrown.add(catchThrowable(() -> new ShardPipeline(context, "../work")));
              ShardPipeline pipeline = new ShardPipeline(context, "reading");
              Reading work = new Reading(pipeline.share(store));
              List<Letters> twice = List.of(new Letters(1, 1), new Letters(1, 2));
              thrown.add(catchThrowable(() -> pipeline.run(work, twice, FOLLOWED)));
              assertThat(pipeline.run(work, List.<Letters>of(), FOLLOWED)).isEmpty();
            });

    assertThat(thrown.get(0)).hasMessage("'../work' cannot name work in a store");
    assertThat(thrown.get(1)).hasMessage("two tasks are called letters-1");
  }

  private record Letters(int first, int count) implements ShardTask {
    @Override
    public String name() {
      return "letters-" + first;
    }
  }

  private record Reading(SharedFile text) implements ShardWork<Letters, String> {
    @Override
    public ShardWorker<Letters, String> open(WorkPlace place) throws IOException {
      return new Reader(Files.readString(place.file(text)));
    }
  }

  private record Reader(String text) implements ShardWorker<Letters, String> {
    @Override
    public String process(Letters task, ShardOutput output) throws IOException {
      String letters = text.substring(task.first(), task.first() + task.count());
      output.write("data", task.name(), file -> Files.writeString(file, letters));
      output.done(task.count());
      return letters;
    }

    @Override
    public void close() {}
  }
}
