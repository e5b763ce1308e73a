package io.stillhouse.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.stillhouse.model.Fixtures;
import io.stillhouse.model.plan.OverrideTexts;
import io.stillhouse.model.plan.Plan;
import io.stillhouse.model.plan.Planner;
import io.stillhouse.model.problem.Checked;
import io.stillhouse.model.problem.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Puts one mistake at a time into a valid definition, and expects exactly its problems. A subclass
 * lists the mistakes of one kind in {@code static Stream<Arguments> mistakes()}.
 */
abstract class OneMistakeTest {
  static final String SEED = "seed: ${parameters.seed}";
  static final String UNUSED_SEED =
      "9:3 parameters.seed: warning: nothing uses the parameter 'seed': remove it, or use it as"
          + " ${parameters.seed}";

  static Checked<Plan> plan(String text) {
    return new Planner()
        .plan(new SourceText("q.yaml", text), Fixtures.catalog(), OverrideTexts.NONE);
  }

  static String quickstart() {
    return Fixtures.text("valid/quickstart.yaml").content();
  }

  static Arguments mistake(String right, String wrong, String... problems) {
    return arguments(right, wrong, List.of(problems));
  }

  @ParameterizedTest(name = "{index}: {1}")
  @MethodSource("mistakes")
  void aMistakeIsReportedWhereItIs(String right, String wrong, List<String> expected) {
    String text = quickstart();
    assertThat(text).contains(right);
    assertThat(Fixtures.shown(plan(text.replace(right, wrong)).problems()))
        .containsExactlyElementsOf(expected.stream().map(line -> "q.yaml:" + line).toList());
  }
}
