package io.stillhouse.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.v1.State;
import io.stillhouse.v1.StepOutcome;
import io.stillhouse.v1.StepResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  @Test
  void aGainIsSaidAsAShareOfWhatTheTeacherIsBetter() {
    assertThat(lines(0.972, 0.25))
        .contains("distilled student           accuracy 0.972")
        .contains(
            "gap recovered               25% of what the teacher is better than the network from"
                + " scratch");
  }

  @Test
  void aLossIsSaidInWordsAndNotAsANegativeShare() {
    assertThat(lines(0.948, -1.56))
        .contains(
            "gap recovered               none: the student is worse than the same network from"
                + " scratch");
  }

  private static List<String> lines(double student, double gap) {
    StepOutcome evaluation =
        StepOutcome.newBuilder()
            .setState(State.SUCCEEDED)
            .setResult(
                StepResult.newBuilder()
                    .putAllMetrics(
                        Map.of(
                            "student.accuracy",
                            student,
                            "scratch.accuracy",
                            0.969,
                            "teacher.accuracy",
                            0.9825,
                            "gapRecovered",
                            gap)))
            .build();
    return Headline.of(List.of(evaluation)).orElseThrow().lines();
  }
}
