package io.stillhouse.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import io.stillhouse.orchestrator.forecast.StepForecast;
import io.stillhouse.orchestrator.forecast.StepForecast.Fate;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingTest {
  private static final String TWO_STEPS =
      """
      - name: a
        component: scripted
        parameters: {name: a, trace: TRACE, source: data.txt}
      - name: b
        component: scripted
        parameters: {name: b, trace: TRACE, text: "${parameters.text}", metric: "${parameters.metric}"}
        inputs: {one: "${steps.a.outputs.data}"}
      """;

  @TempDir Path folder;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws Exception {
    workplace = new Workplace(folder);
    Files.writeString(folder.resolve("data.txt"), "source");
  }

  @Test
  void theSameAgainComesFromTheCache() throws Exception {
    RunOutcome first = workplace.run(TWO_STEPS);
    RunOutcome second = workplace.run(TWO_STEPS);

    assertThat(second.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Workplace.step(first, "a").getReason())
        .isEqualTo("no earlier run has a result of this step");
    for (String step : new String[] {"a", "b"}) {
      assertThat(workplace.starts(step)).isEqualTo(1);
      assertThat(Workplace.step(second, step).getCached()).isTrue();
      assertThat(Workplace.step(second, step).getCachedFrom()).isEqualTo(first.getRun());
      assertThat(Workplace.step(second, step).getReason())
          .isEqualTo("same key as in run " + Workplace.layout(first).runId());
    }
    assertThat(workplace.data(second, "b")).isEqualTo("b(asource)");
  }

  @Test
  void aChangedParameterRunsTheStepsThatHaveItAndIsNamed() throws Exception {
    RunOutcome first = workplace.run(TWO_STEPS);
    Map<String, Value> changed = Map.of("text", new TextValue("!"));
    RunOutcome second = workplace.run(TWO_STEPS, changed);

    assertThat(Workplace.step(second, "a").getCached()).isTrue();
    assertThat(Workplace.step(second, "b").getCached()).isFalse();
    assertThat(Workplace.step(second, "b").getReason())
        .isEqualTo(
            "parameter text changed from \"\" to \"!\" since run "
                + Workplace.layout(first).runId());
    assertThat(workplace.data(second, "b")).isEqualTo("b!(asource)");
  }

  @Test
  void changedDataOutsideTheStoreRunEverythingThatUsesThem() throws Exception {
    workplace.run(TWO_STEPS);
    Files.writeString(folder.resolve("data.txt"), "other source");
    RunOutcome second = workplace.run(TWO_STEPS);

    assertThat(Workplace.step(second, "a").getReason()).startsWith("parameter source changed");
    assertThat(Workplace.step(second, "b").getReason()).startsWith("input one[0] changed");
    assertThat(workplace.data(second, "b")).isEqualTo("b(aother source)");
  }

  @Test
  void anotherBuildOfTheProgramRunsItsStepsAndSameResultsServeThoseAfterThem() throws Exception {
    workplace.run(TWO_STEPS);
    Files.writeString(folder.resolve("scripted/program"), "version 2, longer");
    RunOutcome second = workplace.run(TWO_STEPS);

    assertThat(Workplace.step(second, "a").getReason()).startsWith("component digest changed");
    assertThat(workplace.starts("a")).isEqualTo(2);
  }

  @Test
  void aDamagedResultIsNoHitAndIsMadeAgain() throws Exception {
    RunOutcome first = workplace.run(TWO_STEPS);
    Files.writeString(workplace.dataFile(first, "a"), "asourcE");
    RunOutcome second = workplace.run(TWO_STEPS);
    RunOutcome third = workplace.run(TWO_STEPS);

    assertThat(Workplace.step(second, "a").getCached()).isFalse();
    assertThat(Workplace.step(second, "a").getReason()).contains("damaged").contains("data.txt");
    assertThat(Workplace.step(second, "b").getCached()).isTrue();
    assertThat(Workplace.step(third, "a").getCached()).isTrue();
    assertThat(Workplace.step(third, "a").getCachedFrom()).isEqualTo(second.getRun());
  }

  @Test
  void failedAttemptsNeverEnterTheCache() throws Exception {
    String failing =
        """
        - name: a
          component: scripted
          parameters: {name: a, trace: TRACE, script: fail ok}
        """;
    assertThat(workplace.run(failing).getState()).isEqualTo(State.FAILED);
    RunOutcome second = workplace.run(failing);

    assertThat(second.getState()).isEqualTo(State.SUCCEEDED);
    assertThat(Workplace.step(second, "a").getCached()).isFalse();
  }

  @Test
  void aForecastSaysWhatWouldHappenAndWhyWithoutDoingIt() throws Exception {
    workplace.run(TWO_STEPS);
    Files.writeString(folder.resolve("data.txt"), "other source");

    assertThat(workplace.controller.forecast(workplace.request(TWO_STEPS, Map.of())))
        .extracting(StepForecast::step, StepForecast::fate)
        .containsExactly(tuple("a", Fate.RUNS), tuple("b", Fate.OPEN));
    Files.writeString(folder.resolve("data.txt"), "source");
    assertThat(workplace.controller.forecast(workplace.request(TWO_STEPS, Map.of())))
        .extracting(StepForecast::fate)
        .containsOnly(Fate.CACHED);
    assertThat(workplace.starts("a")).isEqualTo(1);
  }

  @Test
  void missingDataAreNamedBeforeAnythingStarts() throws Exception {
    Files.delete(folder.resolve("data.txt"));

    assertThatThrownBy(() -> workplace.run(TWO_STEPS))
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("step a, parameter source: there is no " + folder + "/data.txt");
    assertThat(workplace.store.list("test")).isEmpty();
  }
}
