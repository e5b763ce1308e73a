package io.stillhouse.stepbeam;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepContext;
import io.stillhouse.step.StepExit;
import io.stillhouse.step.StepRunner;
import io.stillhouse.stepbeam.work.FollowedWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFollowerTest {
  private static final FollowedWork WORK =
      new FollowedWork(
          "The test's pipeline",
          "counting",
          CountFn.UNITS,
          3,
          "units",
          "Stopped on request; a test starts again");

  @TempDir Path temporary;

  @Test
  void aStepThatIsToldToStopCancelsThePipeline() throws Exception {
    Path end = temporary.resolve("end");
    List<PipelineResult> running = new ArrayList<>();
    StepExit exit;
    try {
      exit =
          new Attempt(temporary.resolve("store"))
              .run(
                  context -> {
                    PipelineResult started = start(context, new WaitForFileFn(end));
                    running.add(started);
                    new PipelineFollower(context, WORK).follow(started);
                  },
                  StepRunner::requestStop);
    } finally {
      Files.createFile(end);
    }

    assertThat(exit.code()).isEqualTo(ExitCode.STOPPED);
    assertThat(exit.result().getError().getMessage())
        .isEqualTo("Stopped on request; a test starts again");
    assertThat(running)
        .extracting(PipelineResult::getState)
        .containsExactly(PipelineResult.State.CANCELLED);
  }

  @Test
  void unitsThatWereDoneTwiceAreNotMoreThanAll() {
    Attempt attempt = new Attempt(temporary);
    StepExit exit =
        attempt.run(
            context -> {
              PipelineResult done = start(context, new CountFn());
              done.waitUntilFinish();
              assertThat(CountFn.UNITS.read(done)).isEqualTo(6);
              // A reporter refuses more than all.
              new PipelineFollower(context, WORK).follow(done);
            });

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(attempt.lastProgress().getDone()).isEqualTo(3);
  }

  @Test
  void aPipelineThatSomebodyElseCanceledIsAFailure() throws Exception {
    Path end = temporary.resolve("end");
    StepExit exit;
    try {
      exit =
          new Attempt(temporary.resolve("store"))
              .run(
                  context -> {
                    PipelineResult canceled = start(context, new WaitForFileFn(end));
                    canceled.cancel();
                    new PipelineFollower(context, WORK).follow(canceled);
                  });
    } finally {
      Files.createFile(end);
    }

    assertThat(exit.code()).isEqualTo(ExitCode.APPLICATION_ERROR);
    assertThat(exit.result().getError().getMessage())
        .contains("The test's pipeline ended as CANCELLED");
  }

  private static PipelineResult start(StepContext context, DoFn<Integer, Void> work) {
    StepPipeline pipeline = new StepPipeline(context);
    pipeline.beam().apply(Create.of(1, 2, 3)).apply(ParDo.of(work));
    return pipeline.beam().run();
  }

  /** Takes until a file is there. */
  private static final class WaitForFileFn extends DoFn<Integer, Void> {
    private static final long serialVersionUID = 1;

    private final String file;

    WaitForFileFn(Path file) {
      this.file = file.toString();
    }

    @ProcessElement
    public void process() throws InterruptedException {
      while (!Files.exists(Path.of(file))) {
        Thread.sleep(20);
      }
    }
  }
}
