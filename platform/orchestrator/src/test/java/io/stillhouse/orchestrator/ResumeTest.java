package io.stillhouse.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.reading.RunView;
import io.stillhouse.orchestrator.run.RunBusyException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String STEPS =
      """
      - name: a
        component: scripted
        parameters: {name: a, trace: TRACE}
      - name: b
        component: scripted
        parameters: {name: b, trace: TRACE, script: "work:20:100"}
        inputs: {one: "${steps.a.outputs.data}"}
      - name: c
        component: scripted
        parameters: {name: c, trace: TRACE, script: "work:10:100"}
        inputs: {one: "${steps.a.outputs.data}"}
      - name: d
        component: scripted
        parameters: {name: d, trace: TRACE}
        inputs: {inputs: ["${steps.b.outputs.data}", "${steps.c.outputs.data}"]}
      """;

  @TempDir Path folder;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws Exception {
    workplace = new Workplace(folder);
  }

  @Test
  void stepsThatOutliveTheirOrchestratorAreAdopted() throws Exception {
    RunLayout run = workplace.controller.create(workplace.request(STEPS, Map.of()));
    Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
    await(() -> workplace.trace("b.units").size() >= 2);
    orchestrator.destroyForcibly().waitFor();

    RunView interrupted = new RunReader(workplace.store).read(run).orElseThrow();
    assertThat(interrupted.state()).isEqualTo(State.RUNNING);
    assertThat(interrupted.isInterrupted()).isTrue();
    RunOutcome outcome = workplace.controller.resume(run, RunListener.NONE);

    assertThat(outcome.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.data(outcome, "d")).isEqualTo("d(b(a))(c(a))");
    for (String step : List.of("a", "b", "c", "d")) {
      assertThat(workplace.starts(step)).as("starts of " + step).isEqualTo(1);
    }
    workplace.requireNoDuplicates();
  }

  @Test
  void stepsThatDiedWithTheirOrchestratorGoOnFromTheirCheckpoints() throws Exception {
    RunLayout run = workplace.controller.create(workplace.request(STEPS, Map.of()));
    Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
    await(() -> workplace.trace("b.units").size() >= 3);
    orchestrator.destroyForcibly().waitFor();
    killSteps();
    RunOutcome outcome = workplace.controller.resume(run, RunListener.NONE);

    assertThat(outcome.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.data(outcome, "d")).isEqualTo("d(b(a))(c(a))");
    StepOutcome b = Workplace.step(outcome, "b");
    assertThat(b.getAttemptsCount()).isEqualTo(2);
    assertThat(b.getAttempts(0).getError().getErrorClass()).isEqualTo(ErrorClass.INFRASTRUCTURE);
    assertThat(workplace.trace("b.units").size()).isBetween(20, 21);
    assertThat(workplace.starts("a")).isEqualTo(1);
  }

  @Test
  void killsAtAnyPointChangeNothingInTheResult() throws Exception {
    Random random = new Random(20260101);
    RunLayout run = workplace.controller.create(workplace.request(STEPS, Map.of()));
    for (int kill = 0; kill < 6; kill++) {
      Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
      Thread.sleep(200 + random.nextInt(3500));
      if (random.nextInt(3) == 0) {
        killSteps();
      }
      orchestrator.destroyForcibly().waitFor();
    }
    RunOutcome outcome = workplace.controller.resume(run, RunListener.NONE);

    assertThat(outcome.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.data(outcome, "d")).isEqualTo("d(b(a))(c(a))");
    workplace.requireNoDuplicates();
  }

  @Test
  void aRunBelongsToOneOrchestrator() throws Exception {
    RunLayout run = workplace.controller.create(workplace.request(STEPS, Map.of()));
    Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
    await(() -> workplace.starts("b") > 0);

    assertThatThrownBy(() -> workplace.controller.resume(run, RunListener.NONE))
        .isInstanceOf(RunBusyException.class)
        .hasMessageContaining("process " + orchestrator.pid());
    assertThat(new RunReader(workplace.store).read(run).orElseThrow().orchestrator())
        .hasValue("process " + orchestrator.pid());
    assertThat(orchestrator.waitFor()).isZero();
    assertThat(workplace.controller.resume(run, RunListener.NONE).getState())
        .isEqualTo(State.SUCCEEDED);
    workplace.requireNoDuplicates();
  }

  @Test
  void aFailedRunKeepsWhatSucceededAndGivesTheRestAnotherChance() throws Exception {
    RunOutcome failed =
        workplace.run(
            """
            - name: good
              component: scripted
              parameters: {name: good, trace: TRACE}
            - name: bad
              component: scripted
              parameters: {name: bad, trace: TRACE, script: fail ok}
            - name: after
              component: scripted
              parameters: {name: after, trace: TRACE}
              inputs: {inputs: ["${steps.good.outputs.data}", "${steps.bad.outputs.data}"]}
            """);
    RunOutcome resumed = workplace.controller.resume(Workplace.layout(failed), RunListener.NONE);

    assertThat(failed.getState()).isEqualTo(State.FAILED);
    assertThat(Workplace.step(failed, "after").getBlockedByList()).containsExactly("bad");
    assertThat(resumed.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.starts("good")).isEqualTo(1);
    assertThat(Workplace.step(resumed, "bad").getAttemptsCount()).isEqualTo(2);
    assertThat(workplace.data(resumed, "after")).isEqualTo("after(good)(bad)");
  }

  private void killSteps() throws Exception {
    for (String step : List.of("a", "b", "c", "d")) {
      for (String pid : workplace.trace(step + ".starts")) {
        ProcessHandle.of(Long.parseLong(pid))
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** What the orchestrator that was started has written. */
  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  private void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as(() -> output()).isBefore(end);
      Thread.sleep(10);
    }
  }
}
