package io.stillhouse.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.orchestrator.launch.ProcessLauncher;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.reading.RunView;
import io.stillhouse.orchestrator.reading.StepView;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunControllerTest {
  private static final String CHAIN =
      """
      - name: a
        component: scripted
        parameters: {name: a, trace: TRACE}
      - name: side
        component: scripted
        parameters: {name: side, trace: TRACE}
      - name: b
        component: scripted
        parameters: {name: b, trace: TRACE}
        inputs: {one: "${steps.a.outputs.data}"}
      - name: c
        component: scripted
        parameters: {name: c, trace: TRACE}
        inputs: {inputs: ["${steps.b.outputs.data}", "${steps.side.outputs.data}"]}
      """;
  private static final String CONDITION =
      """
      - name: judge
        component: scripted
        parameters: {name: judge, trace: TRACE, metric: "${parameters.metric}"}
      - name: maybe
        component: scripted
        when: steps.judge.metrics['metric'] > 0.4
        parameters: {name: maybe, trace: TRACE}
      - name: optional
        component: scripted
        parameters: {name: optional, trace: TRACE}
        inputs: {one: "${steps.maybe.outputs.data}"}
      - name: listing
        component: scripted
        parameters: {name: listing, trace: TRACE}
        inputs: {inputs: ["${steps.judge.outputs.data}", "${steps.maybe.outputs.data}"]}
      """;

  @TempDir Path folder;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws Exception {
    workplace = new Workplace(folder);
  }

  @Test
  void conditionsLookAtTheMetricsOfTheRun() throws Exception {
    RunOutcome low = workplace.run(CONDITION, Map.of("metric", new NumberValue(0.3)));
    RunOutcome high = workplace.run(CONDITION, Map.of("metric", new NumberValue(0.7)));

    assertThat(Workplace.step(low, "maybe").getState()).isEqualTo(State.SKIPPED);
    assertThat(Workplace.step(low, "maybe").getReason())
        .isEqualTo("its condition was false: steps.judge.metrics['metric'] > 0.4");
    assertThat(low.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.data(low, "optional")).isEqualTo("optional");
    assertThat(workplace.data(low, "listing")).isEqualTo("listing(judge)");
    assertThat(workplace.data(high, "optional")).isEqualTo("optional(maybe)");
    assertThat(workplace.data(high, "listing")).isEqualTo("listing(judge)(maybe)");
  }

  @Test
  void aRetryRepeatsAStepAndWhatComesAfterIt() throws Exception {
    RunOutcome first = workplace.run(CHAIN);
    RunLayout retry = workplace.controller.retryFrom(Workplace.layout(first), "b");
    RunOutcome second = workplace.controller.execute(retry, RunListener.NONE);

    assertThat(second.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(workplace.data(second, "c")).isEqualTo("c(b(a))(side)");
    assertThat(workplace.starts("a")).isEqualTo(1);
    assertThat(workplace.starts("side")).isEqualTo(1);
    assertThat(workplace.starts("b")).isEqualTo(2);
    assertThat(workplace.starts("c")).isEqualTo(2);
    assertThat(Workplace.step(second, "a").getCachedFrom()).isEqualTo(first.getRun());
    RunView view = new RunReader(workplace.store).read(retry).orElseThrow();
    assertThat(view.run().getRetryOf()).isEqualTo(first.getRun());
    assertThatThrownBy(() -> workplace.controller.retryFrom(Workplace.layout(first), "sid"))
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("has no step 'sid'; did you mean side");
  }

  @Test
  void cancelStopsWhatRunsAndStartsNothingMore() throws Exception {
    RunLayout run =
        workplace.controller.create(
            workplace.request(
                """
                - name: slow
                  component: scripted
                  parameters: {name: slow, trace: TRACE, script: "sleep:600000"}
                - name: after
                  component: scripted
                  parameters: {name: after, trace: TRACE}
                  inputs: {one: "${steps.slow.outputs.data}"}
                """,
                Map.of()));
    CompletableFuture<Void> started = new CompletableFuture<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void attemptStarted(String step, int attempt, Launch launch) {
            started.complete(null);
          }
        };
    CompletableFuture<RunOutcome> outcome =
        CompletableFuture.supplyAsync(() -> workplace.controller.execute(run, listener));
    started.get(2, TimeUnit.MINUTES);
    Optional<RunOutcome> here = workplace.controller.cancel(run);
    RunOutcome canceled = outcome.get(2, TimeUnit.MINUTES);

    assertThat(here).isEmpty();
    assertThat(canceled.getState()).isEqualTo(State.CANCELED);
    assertThat(Workplace.step(canceled, "slow").getState()).isEqualTo(State.CANCELED);
    assertThat(Workplace.step(canceled, "slow").getAttempts(0).getError().getErrorClass())
        .isEqualTo(ErrorClass.CANCELLATION);
    assertThat(Workplace.step(canceled, "after").getState()).isEqualTo(State.CANCELED);
    assertThat(workplace.starts("after")).isZero();
    assertThatThrownBy(() -> workplace.controller.cancel(run))
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("has ended already");
  }

  @Test
  void cancelEndsTheStepsOfARunWhoseOrchestratorIsGone() throws Exception {
    RunLayout run =
        workplace.controller.create(
            workplace.request(
                """
                - name: slow
                  component: scripted
                  parameters: {name: slow, trace: TRACE, script: "sleep:600000"}
                """,
                Map.of()));
    Process orchestrator = OrchestratorProcess.start(workplace, run, folder.resolve("output"));
    while (workplace.starts("slow") == 0) {
      Thread.sleep(10);
    }
    orchestrator.destroyForcibly().waitFor();
    RunOutcome canceled = workplace.controller.cancel(run).orElseThrow();

    assertThat(canceled.getState()).isEqualTo(State.CANCELED);
    Path attempt = workplace.storeFolder.resolve(run.attempt("slow", 1).folder());
    assertThat(ProcessLauncher.isAlive(attempt)).isFalse();
  }

  @Test
  void aReaderSeesTheStatesOfTheStepsWhileTheRunIsAtWork() throws Exception {
    RunLayout run = workplace.controller.create(workplace.request(CHAIN, Map.of()));
    RunReader reader = new RunReader(workplace.store);
    assertThat(reader.read(run).orElseThrow().state()).isEqualTo(State.PENDING);
    List<List<State>> seen = new CopyOnWriteArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void attemptStarted(String step, int attempt, Launch launch) {
            if (step.equals("b")) {
              seen.add(
                  reader.read(run).orElseThrow().steps().stream().map(StepView::state).toList());
            }
          }
        };
    workplace.controller.execute(run, listener);

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).get(0)).isEqualTo(State.SUCCEEDED);
    assertThat(seen.get(0).subList(2, 4)).containsExactly(State.RUNNING, State.PENDING);
    RunView ended = reader.read(run).orElseThrow();
    assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
    assertThat(ended.steps().get(2).attempts()).hasSize(1);
    assertThat(reader.layouts()).containsExactly(run);
  }

  @Test
  void aListenerThatFailsHarmsNothing() throws Exception {
    RunListener broken =
        new RunListener() {
          @Override
          public void runStarted(RunLayout run, Plan plan) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void stepEnded(StepOutcome outcome) {
            throw new IllegalStateException("broken");
          }
        };
    RunLayout run = workplace.controller.create(workplace.request(CHAIN, Map.of()));

    assertThat(workplace.controller.execute(run, broken).getState()).isEqualTo(State.SUCCEEDED);
  }
}
