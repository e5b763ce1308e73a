package io.stillhouse.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.golden.GoldenFile;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The reference goes through all pairs, as the definitions do, and not through ranks. */
class AucComponentsTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  private final GoldenFile golden = GoldenFile.read("auc_intervals.json");
  private final long[] patients =
      Arrays.stream(golden.integers("patients")).asLongStream().toArray();
  private final long[] nobody = LongStream.range(0, patients.length).toArray();

  @Test
  void standardErrorsOfIndependentImagesAreThoseOfDeLong() {
    matches(nobody, "delong");
  }

  @Test
  void imagesOfOnePatientAreSummedUpFirst() {
    matches(patients, "obuchowski");
  }

  @Test
  void aModelDiffersFromItselfByNothingForSure() {
    AucComponents first = components("first", patients);

    assertThat(first.minus(first).area()).isZero();
    assertThat(first.minus(first).standardError()).isZero();
  }

  @Test
  void withOnePatientOfAKindNobodyKnowsHowExactTheAreaIs() {
    float[] scores = {3, 2, 1, 0};
    boolean[] positive = {true, true, false, false};

    AucComponents onePatient =
        AucComponents.of(scores, positive, new long[] {1, 1, 2, 3}).orElseThrow();
    assertThat(onePatient.area()).isOne();
    assertThat(onePatient.standardError()).isNaN();
    assertThat(AucComponents.of(scores, new boolean[4], new long[4])).isEmpty();
    scores[0] = Float.NaN;
    assertThat(AucComponents.of(scores, positive, new long[4])).isEmpty();
  }

  @Test
  void areasOfDifferentImagesAreNotComparable() {
    AucComponents first = components("first", patients);
    AucComponents other = components("first", nobody);

    assertThatThrownBy(() -> first.minus(other)).hasMessageContaining("different images");
  }

  @Test
  void theCalibrationOfALabelSortsByItsProbability() {
    float odds = (float) Math.log(4);
    Reliability reliability =
        Reliability.ofLabel(
            new float[] {odds, odds, -odds, -odds}, new boolean[] {true, true, true, false}, 10);

    assertThat(reliability.bins().get(2).count() + reliability.bins().get(1).count()).isEqualTo(2);
    assertThat(reliability.expectedCalibrationError()).isCloseTo((0.2 + 0.3) / 2, within(1e-6));
    assertThat(reliability.meanConfidence()).isCloseTo(0.5, within(1e-6));
  }

  private void matches(long[] patientOfImage, String reference) {
    GoldenFile expected = new GoldenFile(golden.content().getAsJsonObject(reference));
    AucComponents first = components("first", patientOfImage);
    AucComponents second = components("second", patientOfImage);

    assertThat(first.area()).isCloseTo(golden.number("auc_first"), CLOSE);
    assertThat(second.area()).isCloseTo(golden.number("auc_second"), CLOSE);
    assertThat(first.standardError()).isCloseTo(expected.number("first"), CLOSE);
    assertThat(second.standardError()).isCloseTo(expected.number("second"), CLOSE);
    assertThat(first.minus(second).standardError()).isCloseTo(expected.number("difference"), CLOSE);
  }

  private AucComponents components(String model, long[] patientOfImage) {
    double[] values = golden.values("scores_" + model);
    int[] labels = golden.integers("labels");
    float[] scores = new float[values.length];
    boolean[] positive = new boolean[values.length];
    IntStream.range(0, values.length)
        .forEach(
            image -> {
              scores[image] = (float) values[image];
              positive[image] = labels[image] == 1;
            });
    return AucComponents.of(scores, positive, patientOfImage).orElseThrow();
  }
}
