package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLayoutTest {
  private static final String ID = "20260101-000000-a1b2c3";
  private static final RunLayout RUN = new RunLayout("digits", ID);

  @Test
  void everyKeyIsWhereTheContractSays() {
    String run = "digits/" + ID;
    assertThat(RUN.folder()).isEqualTo(run);
    assertThat(RUN.runRecord()).isEqualTo(run + "/run.json");
    assertThat(RUN.definition()).isEqualTo(run + "/definition.yaml");
    assertThat(RUN.cancelRequest()).isEqualTo(run + "/cancel");
    assertThat(RUN.outcome()).isEqualTo(run + "/outcome.json");
    assertThat(RUN.stepOutcome("teacher")).isEqualTo(run + "/teacher/outcome.json");
    assertThat(RUN.checkpoints("teacher")).isEqualTo(run + "/teacher/checkpoints");
    AttemptLayout attempt = RUN.attempt("teacher", 12);
    assertThat(attempt.folder()).isEqualTo(run + "/teacher/12");
    assertThat(attempt.task()).isEqualTo(run + "/teacher/12/task.json");
    assertThat(attempt.result()).isEqualTo(run + "/teacher/12/result.json");
    assertThat(attempt.commitClaim()).isEqualTo(run + "/teacher/12/commit");
    assertThat(attempt.log()).isEqualTo(run + "/teacher/12/log.txt");
    assertThat(attempt.eventChunk(7)).isEqualTo(run + "/teacher/12/events/00000007.json");
    assertThat(attempt.output("model")).isEqualTo(run + "/teacher/12/model");
    assertThat(RUN.pin()).isEqualTo("_pins/" + run);
    String key = "0f".repeat(32);
    assertThat(RunLayout.cacheEntry(key)).isEqualTo("_cache/0f/" + key + ".json");
  }

  @Test
  void aRunIsFoundByItsName() {
    assertThat(RUN.name()).isEqualTo("pipelines/digits/runs/" + ID);
    assertThat(RunLayout.ofName(RUN.name())).isEqualTo(RUN);
    assertThatThrownBy(() -> RunLayout.ofName("digits/" + ID))
        .hasMessageContaining("pipelines/{pipeline}/runs/{run}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_cache", "A", "a/b", "..", "-a", "a-", "a.b", "ı"})
  void namesThatAreNoDnsLabelsAreRefused(String name) {
    assertThatThrownBy(() -> new RunLayout(name, ID)).hasMessageContaining("pipeline '" + name);
    assertThatThrownBy(() -> new RunLayout("digits", name)).hasMessageContaining("run '" + name);
    assertThatThrownBy(() -> RUN.step(name)).hasMessageContaining("step '" + name);
  }

  @Test
  void countsBeginWithOneAndCacheKeysAreDigests() {
    assertThatThrownBy(() -> RUN.attempt("teacher", 0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> RUN.attempt("teacher", 1).eventChunk(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> RUN.attempt("teacher", 1).output("../x")).hasMessageContaining("'..'");
    assertThatThrownBy(() -> RunLayout.cacheEntry("../../x")).hasMessageContaining("64");
  }
}
