package io.stillhouse.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final String TEXT = Fixtures.text("valid/everything.yaml").content();
  private static final Map<String, OptionalDouble> METRICS =
      Map.of(
          "loss", OptionalDouble.of(0.25),
          "nan", OptionalDouble.of(Double.NaN),
          "infinite", OptionalDouble.of(Double.POSITIVE_INFINITY));

  private static Checked<Plan> plan(String condition) {
    String text =
        TEXT.replaceFirst(
            "    when: \"!.*\n",
            Matcher.quoteReplacement("    when: |-\n      " + condition + "\n"));
    return new Planner()
        .plan(new SourceText("q.yaml", text), Fixtures.catalog(), OverrideTexts.NONE);
  }

  private static Condition condition(String condition) {
    return plan(condition).orElseThrow().step("evaluate").when();
  }

  private static OptionalDouble metric(String step, String name) {
    assertThat(step).isEqualTo("finetune");
    return METRICS.getOrDefault(name, OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "true; true",
        "!true; false",
        "!!true; true",
        "false || true && false; false",
        "(false || true) && true; true",
        "true || false && false; true",
        "1 < 2; true",
        "2 <= 2; true",
        "2 < 2; false",
        "-1 > -2; true",
        "1e3 >= 1000; true",
        "3 == 3.0; true",
        "3 != 3.0; false",
        "'a' == 'a'; true",
        "'a' != 'A'; true",
        "true == false; false",
        "(1 < 2) == (3 < 4); true",
        "(1 < 2) != (3 < 4); false",
        "parameters.rate == 1; true",
        "parameters.network == 'resnet8'; true",
        "parameters.nesterov; false",
        "!parameters.nesterov; true",
        "steps.finetune.metrics['loss'] < 0.5; true",
        "0.25 == steps.finetune.metrics['loss']; true",
        "steps.finetune.metrics['nan'] < 0.5; false",
        "steps.finetune.metrics['nan'] >= 0.5; false",
        "steps.finetune.metrics['nan'] == steps.finetune.metrics['nan']; false",
        "steps.finetune.metrics['nan'] != 1; true",
        "steps.finetune.metrics['infinite'] > 1e300; true",
        "false && steps.finetune.metrics['missing'] > 1; false",
        "true || steps.finetune.metrics['missing'] > 1; true",
      })
  void aConditionIsEvaluated(String text, boolean expected) {
    assertThat(condition(text).evaluate(ConditionTest::metric)).isEqualTo(expected);
  }

  @Test
  void aMissingMetricIsNamed() {
    Condition condition = condition("steps.finetune.metrics['los'] < 1");
    assertThat(condition.steps()).containsExactly("finetune");
    assertThatThrownBy(() -> condition.evaluate(ConditionTest::metric))
        .isInstanceOf(ConditionException.class)
        .hasMessage(
            "the condition steps.finetune.metrics['los'] < 1 asks for the metric 'los' of step"
                + " finetune, whose result has none of that name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "1; the condition must be true or false, this is a number",
        "1 < 2 < 3; comparisons do not chain: write a < b && b < c (character 7 of the text)",
        "1 <; a value must come here, there is the end (character 4 of the text)",
        "'a < 2; the text is not closed by ' (character 2 of the text)",
        "not true; 'not' is written ! (character 1 of the text)",
        "true or false; 'or' is written || (character 6 of the text)",
        "true & false; 'and' is written && (character 6 of the text)",
        "'a' < 'b'; each side of < must be a number, this is a string",
        "!1; what stands after ! must be true or false, this is a number",
        "parameters.extra == 1; the sides of == can never be the same: a list or a map and a number",
        "steps.finetun.metrics['x'] > 1; there is no step 'finetun'",
        "parameters.limit > 1; parameters.limit has no value: set the parameter, or give it a"
            + " default",
        "item > 1; there is no item: the step has no forEach, so ${item} means nothing",
      })
  void aConditionThatMakesNoSenseIsRefused(String text, String problem) {
    assertThat(Fixtures.shown(plan(text).errors()))
        .anySatisfy(shown -> assertThat(shown).contains(problem));
  }

  @Test
  void aDeeplyNestedConditionIsRefused() {
    String deep = "(".repeat(2000) + "true" + ")".repeat(2000);
    assertThat(Fixtures.shown(plan(deep).errors()))
        .anySatisfy(shown -> assertThat(shown).contains("nested more than 50 levels deep"));
    assertThat(Fixtures.shown(plan("!".repeat(4000) + "true").errors()))
        .anySatisfy(shown -> assertThat(shown).contains("nested more than 50 levels deep"));
  }

  @Test
  void anItemIsFilledIntoTheConditionOfItsStep() {
    Plan plan =
        new Planner()
            .plan(new SourceText("q.yaml", TEXT), Fixtures.catalog(), OverrideTexts.NONE)
            .orElseThrow();
    assertThat(plan.step("teacher-1").when().evaluate(ConditionTest::metric)).isTrue();
    assertThat(plan.step("teacher-2").when().evaluate(ConditionTest::metric)).isFalse();
    assertThat(plan.step("dataset").when()).isEqualTo(Condition.ALWAYS);
    assertThat(Condition.ALWAYS.evaluate(ConditionTest::metric)).isTrue();
  }
}
