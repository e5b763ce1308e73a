package io.stillhouse.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.plan.SweepPlanner.Settings;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.value.IntegerValue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepPlannerTest {
  private static Checked<SweepPlan> plan(
      String text, Map<String, String> fixed, Map<String, String> axes) {
    return new SweepPlanner()
        .plan(
            new SourceText("q.yaml", text),
            Fixtures.catalog(),
            new Settings(new OverrideTexts(fixed), new OverrideTexts(axes), Optional.empty()));
  }

  private static String quickstart() {
    return Fixtures.text("valid/quickstart.yaml").content();
  }

  @Test
  void everyRunHasItsOwnValuesAndThoseThatAllHave() {
    SweepPlan plan = plan(quickstart(), Map.of("epochs", "7"), Map.of("seed", "1,2")).orElseThrow();

    assertThat(plan.runs()).hasSize(2);
    assertThat(plan.runs().get(1).point().inWords()).isEqualTo("seed=2");
    assertThat(plan.runs().get(1).plan().parameters())
        .containsEntry("seed", new IntegerValue(2))
        .containsEntry("epochs", new IntegerValue(7));
    assertThat(plan.runs().get(1).plan().step("dataset").parameters())
        .containsEntry("seed", new IntegerValue(2));
    assertThat(plan.fixed()).containsOnlyKeys("epochs");
  }

  @Test
  void whatIsWrongWithAnyRunIsToldBeforeAnyBegins() {
    assertThat(
            Fixtures.shown(
                plan(quickstart(), Map.of("seed", "3", "epoch", "1"), Map.of("seed", "1,2"))
                    .problems()))
        .containsExactlyInAnyOrder(
            "-p epoch: the pipeline has no parameter 'epoch'; did you mean epochs",
            "-p seed: the matrix sets it: give its values with --matrix seed=A,B, or leave -p seed"
                + " out");
    assertThat(
            Fixtures.shown(
                plan(
                        quickstart(),
                        Map.of(),
                        Map.of("teachers", "[{name: a, architecture: vgg8}],[{name: A}]"))
                    .problems()))
        .as("a fan-out that only the second run has")
        .isNotEmpty()
        .allMatch(problem -> problem.startsWith("q.yaml:"));
    assertThat(plan("a: b", Map.of(), Map.of("seed", "1")).isValid()).isFalse();
  }

  @Test
  void aSingleRunOfADefinitionWithAMatrixHasTheDefaults() {
    String text = quickstart().replace("steps:\n", "matrix: {axes: {seed: [5, 6]}}\nsteps:\n");
    Plan single =
        new Planner()
            .plan(new SourceText("q.yaml", text), Fixtures.catalog(), OverrideTexts.NONE)
            .orElseThrow();
    assertThat(single.parameters()).containsEntry("seed", new IntegerValue(1));
    assertThat(plan(text, Map.of(), Map.of()).orElseThrow().runs()).hasSize(2);
  }
}
