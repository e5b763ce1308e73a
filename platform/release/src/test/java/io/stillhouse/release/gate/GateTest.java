package io.stillhouse.release.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.v1.GateVerdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final RunMetrics RUN =
      new RunMetrics(
          "digits/new",
          Map.of(
              "evaluate", Map.of("student.accuracy", 0.9725, "gapRecovered", Double.NaN),
              "teacher-a", Map.of("validation.accuracy", 0.98),
              "teacher-b", Map.of("validation.accuracy", 0.97)));
  private static final RunMetrics CHAMPION =
      new RunMetrics("digits/old", Map.of("evaluate", Map.of("student.accuracy", 0.974)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student.accuracy >= baseline.student.accuracy - 0.002| true",
        "student.accuracy >= baseline.student.accuracy - 0.001| false",
        "student.accuracy>=baseline.student.accuracy-0.002| true",
        "steps.evaluate.metrics['student.accuracy'] > 0.97| true",
        "baseline.steps.evaluate.metrics['student.accuracy'] == 0.974| true",
        "steps.teacher-b.metrics['validation.accuracy'] != 0.97| false",
        "1 - 2 - 3 == -4| true",
        "8 / 4 / 2 == 1| true",
        "2 + 3 * 4 == 14| true",
        "(2 + 3) * 4 == 20| true",
        "-(1 - 3) == 2| true",
        "2e-1 < 0.3| true",
        "1 / 0 > 1e300| true",
        "0 / 0 == 0 / 0| false",
        "0 / 0 != 0| false",
        "gapRecovered <= 1| false",
      })
  void comparesArithmeticOverMetricsOfBothRuns(String gate, boolean passed) {
    assertThat(judge(gate).getPassed()).isEqualTo(passed);
  }

  @Test
  void theVerdictShowsBothSidesWithDigitsThatTellThemApart() {
    GateVerdict verdict = judge("student.accuracy >= baseline.student.accuracy - 0.001");

    assertThat(verdict.getLeft()).isEqualTo(0.9725);
    assertThat(verdict.getRight()).isEqualTo(0.974 - 0.001);
    assertThat(verdict.getReason()).isEqualTo("0.9725 is not >= 0.973");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student.acuracy > 0| no step of digits/new has a metric student.acuracy; did you mean"
            + " student.accuracy?",
        "steps.evaluat.metrics['x'] > 0| digits/new has no step evaluat that succeeded; did you"
            + " mean evaluate?",
        "steps.evaluate.metrics['student.ccuracy'] > 0| the step evaluate of digits/new does not"
            + " have a metric student.ccuracy; did you mean student.accuracy?",
        "baseline.gapRecovered > 0| no step of digits/old has a metric gapRecovered",
        "validation.accuracy > 0| the steps teacher-a, teacher-b of digits/new all have a metric"
            + " validation.accuracy; say which is meant: steps.teacher-b.metrics['validation.accuracy']",
        "gapRecovered > 0| the left side is not a number",
      })
  void whatCannotBeComputedFailsTheGateAndSaysWhy(String gate, String reason) {
    GateVerdict verdict = judge(gate);

    assertThat(verdict.getPassed()).isFalse();
    assertThat(verdict.getReason()).isEqualTo(reason);
  }

  @Test
  void aGateThatNeedsABaselineFailsWithoutOne() {
    GateVerdict verdict =
        Gate.parse("student.accuracy > baseline.student.accuracy").judge(RUN, Optional.empty());

    assertThat(verdict.getPassed()).isFalse();
    assertThat(verdict.getReason()).isEqualTo("there is no run to hold digits/new against");
  }

  @ParameterizedTest
  @CsvSource({
    "student.accuracy > 0.9, false",
    "student.accuracy > baseline.student.accuracy, true",
    "-(baseline.x + 1) < 2, true"
  })
  void saysWhetherItNeedsABaseline(String gate, boolean needs) {
    assertThat(Gate.parse(gate).needsBaseline()).isEqualTo(needs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "student.accuracy| character 17: a comparison (>= <= > < == !=) must come here",
        "student.accuracy => 3| character 18: a comparison",
        "a > 1 && b > 2| character 7: nothing more can come here; give further conditions",
        "a >| character 4: a number, '(' or a metric must come here",
        "(a > 1| character 4: ')' must come here",
        "a > 'x'| character 5: a number",
        "a < b < c| character 7: nothing more",
      })
  void saysWhatIsWrongWithAGateAndWhere(String gate, String message) {
    assertThatThrownBy(() -> Gate.parse(gate))
        .isInstanceOf(GateSyntaxException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 400})
  void deepNestingIsRefusedRatherThanFollowed(int depth) {
    String gate = "(".repeat(depth) + "1" + ")".repeat(depth) + " > 0";

    assertThatThrownBy(() -> Gate.parse(gate))
        .isInstanceOf(GateSyntaxException.class)
        .hasMessageContaining("at most 50 levels");
  }

  private static GateVerdict judge(String gate) {
    return Gate.parse(gate).judge(RUN, Optional.of(CHAMPION));
  }
}
