package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions with no mistake, with several, with a warning only. */
class DefinitionProblemsTest {
  @Test
  void aValidDefinitionHasNoProblems() {
    assertThat(Fixtures.files("valid"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(OneMistakeTest.plan(Fixtures.text(file).content()).problems())
                    .isEmpty());
  }

  @Test
  void manyMistakesAreReportedTogether() {
    String text =
        OneMistakeTest.quickstart()
            .replace("timeout: 30m", "timeuot: 30m")
            .replace("component: dataset-prep", "component: datset-prep")
            .replace("- {name: vgg8, architecture: vgg8}", "- {name: vgg8, architecture: VGG}")
            .replace("metrics['validation.accuracy'] > 0.5", "metrics['validation.accuracy']");
    Map<String, String> overrides = Map.of("epoch", "3", "seed", "x");
    assertThat(
            Fixtures.shown(
                new Planner()
                    .plan(
                        new SourceText("q.yaml", text),
                        Fixtures.catalog(),
                        new OverrideTexts(overrides))
                    .problems()))
        .containsExactlyInAnyOrder(
            "-p epoch: the pipeline has no parameter 'epoch'; did you mean epochs",
            "-p seed: is the string \"x\", it must be an integer",
            "q.yaml:18:3 defaults.timeuot: defaults has no key 'timeuot'; did you mean timeout",
            "q.yaml:28:16 steps[dataset].component: there is no component 'datset-prep'; did you"
                + " mean dataset-prep",
            "q.yaml:36:35 steps[teacher].parameters.architecture: the string \"VGG\" does not"
                + " match the pattern [a-z0-9.-]+ (item 'vgg8')",
            "q.yaml:53:36 steps[evaluate].when: each side of && must be true or false, this is a"
                + " number");
  }

  @Test
  void aWarningDoesNotKeepADefinitionFromBeingUsed() {
    Checked<Plan> checked =
        OneMistakeTest.plan(OneMistakeTest.quickstart().replace(OneMistakeTest.SEED, "seed: 1"));
    assertThat(checked.value()).isPresent();
    assertThat(checked.warnings()).hasSize(1);
    assertThat(checked.errors()).isEmpty();
  }

  @Test
  void theParserAloneFindsWhatDoesNotDependOnValues() {
    DefinitionParser parser = new DefinitionParser();
    assertThat(parser.parse(Fixtures.text("valid/quickstart.yaml"), Fixtures.catalog()).isValid())
        .isTrue();
    Checked<PipelineDefinition> checked =
        parser.parse(
            new SourceText(
                "q.yaml", OneMistakeTest.quickstart().replace("format: idx", "format: idz")),
            Fixtures.catalog());
    assertThat(checked.value()).isEmpty();
    assertThat(checked.errors()).hasSize(1);
  }
}
