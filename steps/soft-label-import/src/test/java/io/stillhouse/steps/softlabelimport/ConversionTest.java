package io.stillhouse.steps.softlabelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.data.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "owl");
  private static final Place LINE = new Place("line", 7);

  @Test
  void theSoftmaxOfTheLogitsIsTheProbabilities() {
    double[] probabilities = {0.7, 0.2, 0.1};
    float[] logits = logits(Task.MULTICLASS, Values.PROBABILITIES, probabilities);

    double total = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
    for (int c = 0; c < 3; c++) {
      assertThat(Math.exp(logits[c]) / total).isCloseTo(probabilities[c], within(1e-6));
    }
  }

  @Test
  void theSigmoidOfTheLogitsIsTheProbabilitiesOfIndependentLabels() {
    double[] probabilities = {0.7, 0.9, 0.003};
    float[] logits = logits(Task.MULTILABEL, Values.PROBABILITIES, probabilities);

    for (int c = 0; c < 3; c++) {
      assertThat(1 / (1 + Math.exp(-logits[c]))).isCloseTo(probabilities[c], within(1e-6));
    }
  }

  @Test
  void aRoundedZeroOrOneIsNotCertainty() {
    assertThat(logits(Task.MULTICLASS, Values.PROBABILITIES, 1, 0, 0))
        .containsExactly(0, (float) Math.log(1e-4), (float) Math.log(1e-4));
    assertThat(logits(Task.MULTILABEL, Values.PROBABILITIES, 1, 0, 0.5))
        .containsExactly((float) Math.log(9999), (float) -Math.log(9999), 0);
  }

  @Test
  void logitsStayWhatTheyAre() {
    assertThat(logits(Task.MULTICLASS, Values.LOGITS, -3, 12.5, 0)).containsExactly(-3, 12.5f, 0);
  }

  @Test
  void theSumMayBeAsFarFromOneAsTheToleranceSays() {
    Defects defects = new Defects("file");
    Conversion conversion =
        new Conversion(Task.MULTICLASS, Values.PROBABILITIES, CLASSES, 1e-4, 0.05);

    assertThat(conversion.logits(LINE, new double[] {0.5, 0.3, 0.16}, defects)).isPresent();
    assertThat(defects.none()).isTrue();
    assertThat(conversion.logits(LINE, new double[] {0.5, 0.3, 0.14}, defects)).isEmpty();
    assertThatThrownBy(defects::throwIfAny)
        .hasMessageContaining("line 7: the probabilities sum up to 0.94");
  }

  private static float[] logits(Task task, Values values, double... row) {
    Defects defects = new Defects("file");
    float[] logits =
        new Conversion(task, values, CLASSES, 1e-4, 0.01).logits(LINE, row, defects).orElseThrow();
    assertThat(defects.none()).isTrue();
    return logits;
  }
}
