package io.stillhouse.stepbeam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepbeam.work.FollowedWork;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepPipelineTest {
  private static final FollowedWork WORK =
      new FollowedWork("The test's pipeline", "counting", CountFn.UNITS, 10, "units", "stopped");

  @TempDir Path store;

  @Test
  void workIsDoneOnTheStepsThreadsAndToldToItsEnd() {
    Attempt attempt = new Attempt(store);
    StepExit exit =
        attempt.run(
            context -> {
              StepPipeline pipeline = new StepPipeline(context);
              assertThat(
                      pipeline.beam().getOptions().as(DirectOptions.class).getTargetParallelism())
                  .isEqualTo(Attempt.CORES);
              pipeline
                  .beam()
                  .apply(Create.of(1, 2, 3, 4))
                  .apply(Reshuffle.viaRandomKey())
                  .apply(ParDo.of(new CountFn()));
              pipeline.run(WORK);
            });

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(attempt.lastProgress().getStage()).isEqualTo("counting");
    assertThat(attempt.lastProgress().getDone()).isEqualTo(10);
    assertThat(attempt.lastProgress().getTotal()).isEqualTo(10);
    assertThat(attempt.lastProgress().getUnit()).isEqualTo("units");
  }

  @Test
  void whatAWorkerThrowsIsThrownAsItIs() {
    assertThat(thrownBy(new FileNotFoundException("no shard 3")))
        .isExactlyInstanceOf(FileNotFoundException.class)
        .hasMessage("no shard 3");
    assertThat(thrownBy(new IllegalArgumentException("topK is 11 of 10 classes")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("topK is 11 of 10 classes");
    assertThat(thrownBy(new ClassNotFoundException("Teacher")))
        .isInstanceOf(Pipeline.PipelineExecutionException.class)
        .hasCauseExactlyInstanceOf(ClassNotFoundException.class);
  }

  private Throwable thrownBy(Exception failure) {
    Throwable[] thrown = new Throwable[1];
    new Attempt(store.resolve(failure.getClass().getSimpleName()))
        .run(
            context -> {
              StepPipeline pipeline = new StepPipeline(context);
              pipeline.beam().apply(Create.of(1)).apply(ParDo.of(new FailingFn(failure)));
              thrown[0] = catchThrowable(() -> pipeline.run(WORK));
            });
    return thrown[0];
  }

  /** Fails on every element. */
  private static final class FailingFn extends DoFn<Integer, Void> {
    private static final long serialVersionUID = 1;

    private final Exception failure;

    FailingFn(Exception failure) {
      this.failure = failure;
    }

    @ProcessElement
    public void process() throws Exception {
      throw failure;
    }
  }
}
