package io.stillhouse.steps.evaluation.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.comparison.PairedBootstrap;
import io.stillhouse.training.comparison.ResamplingUnits;
import io.stillhouse.training.metrics.Logits;
import io.stillhouse.v1.Comparison;
import io.stillhouse.v1.Distillation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  /** Logits of two classes whose softmax is 0.8 for the class that is named. */
  private static final float SURE = (float) Math.log(4);

  private static final int[] LABELS = {0, 0, 1, 1, 0};
  private final Measurement measurement =
      measurement(new SingleLabelYardstick(LABELS), LABELS.length);

  @Test
  void figuresOfAnEasyCaseAreWhatOneWorksOutByHand() {
    ModelEvaluation figures =
        measurement.figures(model("student", ModelRole.STUDENT, answers(0, 0, 1, 0, 1)));

    var metrics = figures.getClassification();
    assertThat(metrics.getAccuracy()).isEqualTo(0.6);
    assertThat(metrics.getTop5Accuracy()).isOne();
    assertThat(metrics.getNll()).isCloseTo(-(3 * Math.log(0.8) + 2 * Math.log(0.2)) / 5, CLOSE);
    assertThat(metrics.getBrier()).isCloseTo((3 * 0.08 + 2 * 1.28) / 5, CLOSE);
    assertThat(metrics.getEce()).isCloseTo(0.2, CLOSE);
    assertThat(metrics.getConfusionList()).containsExactly(2L, 1L, 1L, 1L);
    assertThat(metrics.getClassAccuracyList()).containsExactly(2.0 / 3, 0.5);
    assertThat(metrics.getMacroF1()).isCloseTo((2.0 / 3 + 0.5) / 2, CLOSE);
    assertThat(metrics.getReliability(12).getCount()).isEqualTo(5);
    assertThat(figures.hasCalibrated()).isFalse();
  }

  @Test
  void calibrationDividesByTheTemperature() {
    EvaluatedModel raw = model("student", ModelRole.STUDENT, answers(0, 0, 1, 1, 1));
    EvaluatedModel model =
        new EvaluatedModel(raw.name(), raw.role(), raw.cost(), raw.logits(), OptionalDouble.of(2));
    ModelEvaluation figures = measurement.figures(model);

    assertThat(figures.getTemperature()).isEqualTo(2);
    // The square root of odds of four is two: 2/3 where 0.8 was.
    assertThat(figures.getCalibrated().getEce()).isCloseTo(0.8 - 2.0 / 3, CLOSE);
    assertThat(figures.getClassification().getEce()).isCloseTo(0, CLOSE);
  }

  @Test
  void theStudentIsHeldAgainstBaselineAndEnsemble() {
    Distillation distillation =
        measurement
            .distillation(
                List.of(
                    model("teacher a", ModelRole.TEACHER, answers(1, 1, 0, 0, 1)),
                    model("ensemble", ModelRole.TEACHER_ENSEMBLE, answers(0, 0, 1, 1, 0)),
                    model("scratch", ModelRole.SCRATCH, answers(1, 0, 0, 0, 0)),
                    model("student", ModelRole.STUDENT, answers(0, 0, 1, 0, 1))))
            .orElseThrow();

    assertThat(distillation.getTeacher()).isEqualTo("ensemble");
    assertThat(distillation.getGapRecovered()).isCloseTo((0.6 - 0.4) / (1 - 0.4), CLOSE);
    assertThat(distillation.getAgreement()).isEqualTo(0.6);
    assertThat(distillation.getFidelityKl()).isCloseTo(0.4 * 0.6 * Math.log(4), CLOSE);
    assertThat(distillation.getBothRight()).isEqualTo(3);
    assertThat(distillation.getTeacherOnlyRight()).isEqualTo(2);
    assertThat(distillation.getStudentOnlyRight()).isZero();
    assertThat(distillation.getNeitherRight()).isZero();
    assertThat(distillation.getClassGainList()).containsExactly(0.0, 0.5);
    Comparison scratch = distillation.getComparisons(0);
    assertThat(scratch.getBaseline()).isEqualTo("scratch");
    assertThat(scratch.getDifference()).isCloseTo(0.2, CLOSE);
    assertThat(scratch.getStudentOnlyRight()).isEqualTo(2);
    assertThat(scratch.getBaselineOnlyRight()).isEqualTo(1);
    assertThat(scratch.getMcnemarP()).isOne();
    assertThat(scratch.getLower()).isLessThan(0.2);
    assertThat(scratch.getUpper()).isGreaterThan(0.2);
  }

  @Test
  void withoutBaselineOrTeacherThereIsNothingToCompare() {
    EvaluatedModel student = model("student", ModelRole.STUDENT, answers(0, 0, 1, 1, 0));

    assertThat(measurement.distillation(List.of(student))).isEmpty();
    Distillation alone =
        measurement
            .distillation(List.of(student, model("t", ModelRole.TEACHER, answers(0, 0, 1, 1, 1))))
            .orElseThrow();
    assertThat(alone.getScratch()).isEmpty();
    assertThat(alone.hasGapRecovered()).isFalse();
    assertThat(alone.getComparisonsList()).hasSize(1);
  }

  @Test
  void logitsThatAreNotNumbersAreWrongAnswersWithUndefinedMeans() {
    Logits logits = answers(0, 0, 1, 1, 0);
    logits.values()[0] = Float.NaN;
    ModelEvaluation figures = measurement.figures(model("student", ModelRole.STUDENT, logits));

    assertThat(figures.getClassification().getAccuracy()).isEqualTo(0.8);
    assertThat(figures.getClassification().getNll()).isNaN();
    assertThat(figures.getClassification().getEce()).isNaN();
  }

  @Test
  void multiLabelFiguresLeaveOutWhatIsNotDefined() {
    float[] labels = {1, 0, 0, 0, 1, 0, 0, 0};
    Logits logits = new Logits(new float[] {2, 0, 1, 0, -1, 0, -2, 0}, 2);
    Measurement several =
        measurement(
            new MultiLabelYardstick(List.of("Mass", "Hernia"), labels, new long[] {1, 2, 3, 4}), 4);
    ModelEvaluation figures = several.figures(model("student", ModelRole.STUDENT, logits));

    var mass = figures.getMultiLabel().getLabels(0);
    assertThat(mass.getPositives()).isEqualTo(2);
    assertThat(mass.getNegatives()).isEqualTo(2);
    assertThat(mass.getAuc()).isEqualTo(0.75);
    // Components: positives 1 and one half, negatives one half and 1; the variance is 1/8 of each.
    assertThat(mass.getAucLower()).isCloseTo(0.75 - 1.959964 * Math.sqrt(0.125), CLOSE);
    assertThat(mass.getAucUpper()).isOne();
    assertThat(mass.getMeanProbability()).isCloseTo(0.5, CLOSE);
    assertThat(mass.getReliabilityList().stream().mapToLong(bin -> bin.getCount()).sum())
        .isEqualTo(4);
    assertThat(mass.getRocCount()).isEqualTo(5);
    assertThat(figures.getMultiLabel().getLabels(1).hasAuc()).isFalse();
    assertThat(figures.getMultiLabel().getMeanAuc()).isEqualTo(0.75);
    Distillation distillation =
        several
            .distillation(
                List.of(
                    model("scratch", ModelRole.SCRATCH, logits),
                    model("student", ModelRole.STUDENT, logits)))
            .orElseThrow();
    assertThat(distillation.getClassGain(0)).isZero();
    assertThat(distillation.getClassGain(1)).isNaN();
    assertThat(distillation.getClassGainLowerList()).allMatch(end -> end.isNaN()).hasSize(2);
    assertThat(distillation.getComparisons(0).hasMcnemarP()).isFalse();
  }

  private static Measurement measurement(Yardstick yardstick, int images) {
    return new Measurement(yardstick, new PairedBootstrap(ResamplingUnits.images(images), 200, 1));
  }

  private static Logits answers(int... predictions) {
    float[] values = new float[2 * predictions.length];
    for (int i = 0; i < predictions.length; i++) {
      values[2 * i + predictions[i]] = SURE;
    }
    return new Logits(values, 2);
  }

  private static EvaluatedModel model(String name, ModelRole role, Logits logits) {
    return new EvaluatedModel(
        name,
        role,
        new EvaluatedModel.Cost("resnet8", 1, 1, 1, Optional.empty()),
        logits,
        OptionalDouble.empty());
  }
}
