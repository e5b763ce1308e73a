package io.stillhouse.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.component.ShardRunner;
import io.stillhouse.model.definition.DataParallel;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.Problem;
import io.stillhouse.model.problem.SourceText;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DataParallelPlanTest {
  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          List.of(component("spread", "dataParallel: [flink]"), component("alone", "")));

  private static Component component(String name, String more) {
    return new ComponentParser()
        .parse(
            new SourceText(
                "component.yaml",
                """
                apiVersion: stillhouse.io/v1
                kind: Component
                metadata: {name: NAME}
                image: none
                command: [work]
                MORE
                """
                    .replace("NAME", name)
                    .replace("MORE", more)))
        .orElseThrow();
  }

  private static Checked<Plan> plan(String defaults, String steps) {
    String text =
        """
        apiVersion: stillhouse.io/v1
        kind: Pipeline
        metadata: {name: test}
        defaults: DEFAULTS
        steps:
        """
                .replace("DEFAULTS", defaults)
            + steps;
    return new Planner()
        .plan(new SourceText("test.yaml", text), CATALOG, new OverrideTexts(Map.of()));
  }

  @Test
  void aStepWorksInItsOwnProcessUnlessItSaysOtherwise() {
    Plan plan =
        plan(
                "{}",
                """
                - {name: one, component: spread}
                - {name: two, component: spread, dataParallel: {runner: flink, parallelism: 8}}
                """)
            .orElseThrow();
    assertThat(plan.step("one").dataParallel()).isEqualTo(DataParallel.DIRECT);
    assertThat(plan.step("two").dataParallel())
        .isEqualTo(new DataParallel(ShardRunner.FLINK, OptionalInt.of(8)));
  }

  @Test
  void defaultsHoldForTheStepsThatCanFollowThem() {
    Plan plan =
        plan(
                "{dataParallel: {runner: flink}}",
                """
                - {name: one, component: spread}
                - {name: two, component: alone}
                - {name: three, component: spread, dataParallel: {runner: direct}}
                """)
            .orElseThrow();
    assertThat(plan.step("one").dataParallel().runner()).isEqualTo(ShardRunner.FLINK);
    assertThat(plan.step("two").dataParallel()).isEqualTo(DataParallel.DIRECT);
    assertThat(plan.step("three").dataParallel()).isEqualTo(DataParallel.DIRECT);
  }

  @Test
  void aStepThatCannotIsToldWhichOnesCan() {
    Checked<Plan> plan =
        plan("{}", "- {name: one, component: alone, dataParallel: {runner: flink}}\n");
    assertThat(plan.errors())
        .extracting(Problem::toString)
        .containsExactly(
            "test.yaml:6:47 steps[one].dataParallel: component 'alone' works in its own process only;"
                + " those that can work on flink: spread");
  }
}
