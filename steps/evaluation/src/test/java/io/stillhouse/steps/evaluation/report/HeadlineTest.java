package io.stillhouse.steps.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.steps.evaluation.report.Headline.Verdict;
import io.stillhouse.v1.Evaluation;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  @Test
  void theIntervalDecides() {
    assertThat(judged(0.019, 0.012, 0.026).verdict()).isEqualTo(Verdict.HELPED);
    assertThat(judged(0.01, -0.001, 0.02).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(0.01, 0, 0.02).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(judged(-0.01, -0.02, -0.001).verdict()).isEqualTo(Verdict.HURT);
    assertThat(judged(0.01, Double.NaN, 0.02).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void theSentenceSaysByHowMuch() {
    assertThat(judged(-0.01, -0.02, -0.001).sentence())
        .isEqualTo(
            "Distillation hurt: −1.00 points against the same network trained from labels alone.");
    assertThat(judged(0.0035, -0.001, 0.008).sentence())
        .isEqualTo(
            "Inconclusive: +0.35 points over the same network trained from labels alone, but the 95% interval"
                + " (−0.10 to +0.80) includes zero.");
  }

  @Test
  void anotherNetworkIsNotCalledTheSame() {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation.getModelsBuilder(3).setArchitecture("resnet8").setParameters(78_000);

    assertThat(Headline.of(evaluation.build()).sentence())
        .isEqualTo("Distillation helped: +1.93 points over the scratch baseline.");
  }

  @Test
  void aTeacherThatIsNoBetterLeavesNoGap() {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation.getDistillationsBuilder(0).clearGapRecovered();

    assertThat(Headline.of(evaluation.build()).detail())
        .endsWith("The teacher is not better than the baseline, so there is no gap to recover.");
  }

  private static Headline judged(double difference, double lower, double upper) {
    Evaluation.Builder evaluation = SampleContent.digits().evaluation().toBuilder();
    evaluation
        .getDistillationsBuilder(0)
        .getComparisonsBuilder(0)
        .setDifference(difference)
        .setLower(lower)
        .setUpper(upper);
    return Headline.of(evaluation.build());
  }
}
