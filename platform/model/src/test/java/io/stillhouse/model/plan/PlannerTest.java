package io.stillhouse.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.component.Cardinality;
import io.stillhouse.model.definition.PreemptionPolicy;
import io.stillhouse.model.definition.RetryBudget;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.definition.SecretKey;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static Checked<Plan> plan(String file, Map<String, String> overrides) {
    return new Planner()
        .plan(Fixtures.text(file), Fixtures.catalog(), new OverrideTexts(overrides));
  }

  private static Plan quickstart() {
    return plan("valid/quickstart.yaml", Map.of()).orElseThrow();
  }

  @Test
  void aFanOutBecomesAStepForEachItemAndStepsComeAfterWhatTheyNeed() {
    assertThat(quickstart().steps())
        .extracting(PlannedStep::name)
        .containsExactly(
            "dataset",
            "teacher-resnet20",
            "teacher-vgg8",
            "soft-labels-resnet20",
            "soft-labels-vgg8",
            "finetune",
            "evaluate");
  }

  @Test
  void theSameItemAllItemsAndSingleOutputsAreWired() {
    Plan plan = quickstart();
    assertThat(plan.step("soft-labels-vgg8").inputs())
        .containsEntry(
            "teacher",
            new InputWiring(List.of(new OutputOf("teacher-vgg8", "model")), Cardinality.ONE))
        .containsEntry(
            "dataset",
            new InputWiring(List.of(new OutputOf("dataset", "dataset")), Cardinality.ONE));
    assertThat(plan.step("evaluate").inputs())
        .containsEntry(
            "teachers",
            new InputWiring(
                List.of(
                    new OutputOf("teacher-resnet20", "model"),
                    new OutputOf("teacher-vgg8", "model")),
                Cardinality.OPTIONAL_LIST));
  }

  @Test
  void parametersAreFilledInFromItemsRunParametersAndDefaults() {
    Plan plan = plan("valid/quickstart.yaml", Map.of("epochs", "7")).orElseThrow();
    assertThat(plan.step("teacher-vgg8").parameters())
        .containsEntry("architecture", new TextValue("vgg8"))
        .containsEntry("epochs", new IntegerValue(7))
        .containsEntry("learningRate", new NumberValue(0.1))
        .containsEntry("milestones", new ListValue(List.of()))
        .containsEntry("nesterov", new BooleanValue(true))
        .doesNotContainKey("options");
    assertThat(plan.parameters()).containsEntry("epochs", new IntegerValue(7));
  }

  @Test
  void aConditionKeepsOnlyItsMetricsOpen() {
    Condition when = quickstart().step("evaluate").when();
    assertThat(when.steps()).containsExactly("teacher-resnet20");
    assertThat(when.evaluate((step, metric) -> OptionalDouble.of(0.51))).isTrue();
    assertThat(when.evaluate((step, metric) -> OptionalDouble.of(0.5))).isFalse();
    assertThat(quickstart().step("evaluate").upstream()).contains("teacher-resnet20");
  }

  @Test
  void defaultsOfTheDefinitionFillWhatAStepDoesNotSay() {
    PlannedStep dataset = plan("valid/everything.yaml", Map.of()).orElseThrow().step("dataset");
    assertThat(dataset.timeout()).contains(Duration.ofMinutes(90));
    assertThat(dataset.resources().cpuMillis()).isEqualTo(500);
    assertThat(dataset.retry().budget(RetryBudget.OUT_OF_MEMORY)).isEqualTo(4);
    assertThat(dataset.cacheable()).isFalse();
    PlannedStep teacher = plan("valid/everything.yaml", Map.of()).orElseThrow().step("teacher-3");
    assertThat(teacher.timeout()).contains(Duration.ofSeconds(90));
    assertThat(teacher.retry().budget(RetryBudget.APPLICATION)).isEqualTo(7);
    assertThat(teacher.retry().budget(RetryBudget.INFRASTRUCTURE)).isEqualTo(2);
    assertThat(teacher.resources().gpus()).isEqualTo(1);
    assertThat(teacher.cacheable()).isTrue();
    assertThat(teacher.scheduling().nodeSelector()).isEqualTo(Map.of("disk", "ssd", "zone", "a"));
    assertThat(teacher.scheduling().tolerations()).isEmpty();
    assertThat(teacher.environment()).isEqualTo(Map.of("OMP_WAIT_POLICY", "passive", "LEVEL", "3"));
  }

  @Test
  void whatAStepSaysOfItsSchedulingIsAddedToTheDefaultsOrReplacesThem() {
    Plan plan = plan("valid/everything.yaml", Map.of()).orElseThrow();
    Scheduling dataset = plan.step("dataset").scheduling();
    assertThat(dataset.affinity().orElseThrow().entries())
        .containsOnlyKeys("nodeAffinity", "podAffinity", "podAntiAffinity");
    assertThat(dataset.priorityClass()).contains("batch-low");
    assertThat(dataset.preemptionPolicy()).contains(PreemptionPolicy.NEVER);
    assertThat(dataset.spot()).isTrue();
    assertThat(dataset.secrets())
        .isEqualTo(Map.of("TRACKING_TOKEN", new SecretKey("tracking", "token")));
    assertThat(dataset.annotations()).isEqualTo(Map.of("example.org/owner", "Team Vision, room 3"));

    Scheduling teacher = plan.step("teacher-3").scheduling();
    assertThat(teacher.affinity()).isEmpty();
    assertThat(teacher.priorityClass()).contains("batch-high");
    assertThat(teacher.preemptionPolicy()).contains(PreemptionPolicy.PREEMPT_LOWER_PRIORITY);
    assertThat(teacher.spot()).isFalse();
    assertThat(teacher.secrets()).containsOnlyKeys("TRACKING_TOKEN", "OTHER_TOKEN");
    assertThat(teacher.annotations()).containsOnlyKeys("example.org/owner", "example.org/stage");
  }
}
