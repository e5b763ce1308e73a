package io.stillhouse.training.loss;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static io.stillhouse.training.loss.LossGradient.backward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.golden.GoldenFile;
import io.stillhouse.training.loss.EnsembleSoftTargets.Combination;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Float32 against float64 references of src/test/python/method_losses.py. */
class DecoupledSoftTargetsTest {
  private static final double TOLERANCE = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void valueAndGradientsMatchTheReferenceForBranchesTeachersAndSureness() {
    List<GoldenFile> cases = GoldenFile.read("dkd.json").objects("cases");
    assertThat(cases).hasSize(7);
    for (GoldenFile reference : cases) {
      List<NDArray> students = reference.arrays("students", manager);
      NDArray labels = reference.labels("labels", manager);
      NDArray targets = targets(reference).logSoftmax(reference.arrays("teachers", manager));
      DecoupledSoftTargets decoupled = decoupled(reference);
      NDArray loss =
          backward(
              () -> decoupled.fromLogProbabilities(joint(reference, students), targets, labels),
              students.toArray(NDArray[]::new));

      assertClose(loss, reference.number("loss"), TOLERANCE);
      double[] expected = reference.values("gradients");
      int values = expected.length / students.size();
      for (int branch = 0; branch < students.size(); branch++) {
        assertClose(
            students.get(branch).getGradient(),
            Arrays.copyOfRange(expected, branch * values, (branch + 1) * values),
            TOLERANCE);
      }
    }
  }

  @Test
  void gradientsAreThoseOfTheDifferencesOfTheLoss() {
    NDArray student = manager.create(new float[] {1, -0.5f, 0.2f, 0, 2, -1}, new Shape(2, 3));
    NDArray teacher = manager.create(new float[] {2, 0, -1, 0.5f, 0, 1}, new Shape(2, 3));
    NDArray labels = manager.create(new long[] {0, 2});
    NDArray targets =
        EnsembleSoftTargets.uniform(2, Combination.MEAN_PROBABILITIES, 1)
            .logSoftmax(List.of(teacher));
    DecoupledSoftTargets decoupled = new DecoupledSoftTargets(2, 1.5, 3);
    backward(() -> decoupled.loss(student, targets, labels), student);

    FiniteDifferences.assertGradient(student, moved -> decoupled.loss(moved, targets, labels));
  }

  @Test
  void withWeightsOneAndWhatTheTeacherLeavesItIsTheKullbackLeiblerDivergence() {
    // The identity that the paper starts from, equation 5; one image, as 1 - p_t is an image's own.
    NDArray student = manager.create(new float[] {0.5f, -1, 2, 0}, new Shape(1, 4));
    NDArray teacher = manager.create(new float[] {1, 0, 3, -2}, new Shape(1, 4));
    EnsembleSoftTargets softened =
        EnsembleSoftTargets.uniform(3, Combination.MEAN_PROBABILITIES, 1);
    NDArray probabilities = softened.softmax(List.of(teacher));
    double left = 1 - probabilities.getFloat(0, 2);
    double divergence = new SoftTargetKl(3).loss(student, probabilities).getFloat();

    NDArray decoupled =
        new DecoupledSoftTargets(3, 1, left)
            .loss(student, softened.logSoftmax(List.of(teacher)), manager.create(new long[] {2}));

    assertThat((double) decoupled.getFloat()).isCloseTo(divergence, within(1e-6));
    assertThat(divergence).isGreaterThan(0.1);
  }

  @Test
  void aStudentThatIsTheTeacherHasNothingToLearn() {
    NDArray logits = manager.create(new float[] {300, -1, 40, 0, 0, 0}, new Shape(2, 3));
    NDArray targets =
        EnsembleSoftTargets.uniform(1, Combination.MEAN_LOGITS, 1).logSoftmax(List.of(logits));
    NDArray labels = manager.create(new long[] {0, 1});
    NDArray loss =
        backward(() -> new DecoupledSoftTargets(1, 1, 8).loss(logits, targets, labels), logits);

    assertThat(loss.getFloat()).isCloseTo(0, within(1e-6f));
    assertThat(logits.getGradient().toFloatArray()).containsExactly(new float[6], within(1e-6f));
  }

  @Test
  void aTeacherOfWeightZeroSaysNothing() {
    NDArray heard = manager.create(new float[] {1, 2, 3}, new Shape(1, 3));
    NDArray ignored = manager.create(new float[] {9, 0, -9}, new Shape(1, 3));
    NDArray targets =
        new EnsembleSoftTargets(2, Combination.MEAN_PROBABILITIES, List.of(1.0, 0.0))
            .logSoftmax(List.of(heard, ignored));

    assertThat(targets.toFloatArray())
        .containsExactly(
            EnsembleSoftTargets.uniform(2, Combination.MEAN_PROBABILITIES, 1)
                .logSoftmax(List.of(heard))
                .toFloatArray(),
            within(1e-6f));
  }

  @Test
  void wrongSettingsAndShapesAreRefused() {
    NDArray one = manager.zeros(new Shape(2, 1));
    NDArray labels = manager.create(new long[] {0, 0});
    assertThatThrownBy(() -> new DecoupledSoftTargets(1, 1, 1).loss(one, one, labels))
        .hasMessage("a decoupled loss needs two classes or more");
    assertThatThrownBy(() -> new DecoupledSoftTargets(1, -1, 8))
        .hasMessage("weights of a decoupled loss must be at least 0, not -1.0 and 8.0");
    assertThatThrownBy(() -> new DecoupledSoftTargets(0, 1, 8))
        .hasMessage("a temperature must be above 0 and finite, not 0.0");
  }

  private static DecoupledSoftTargets decoupled(GoldenFile reference) {
    return new DecoupledSoftTargets(
        reference.number("temperature"), reference.number("alpha"), reference.number("beta"));
  }

  private static EnsembleSoftTargets targets(GoldenFile reference) {
    return new EnsembleSoftTargets(
        reference.number("temperature"),
        combination(reference),
        Arrays.stream(reference.values("weights")).boxed().toList());
  }

  private static Combination combination(GoldenFile reference) {
    return reference.content().get("combination").getAsString().equals("logits")
        ? Combination.MEAN_LOGITS
        : Combination.MEAN_PROBABILITIES;
  }

  private static NDArray joint(GoldenFile reference, List<NDArray> students) {
    double temperature = reference.number("temperature");
    return combination(reference) == Combination.MEAN_LOGITS
        ? BranchEnsemble.logMeanProbabilities(
            List.of(BranchEnsemble.meanLogits(students)), temperature)
        : BranchEnsemble.logMeanProbabilities(students, temperature);
  }
}
