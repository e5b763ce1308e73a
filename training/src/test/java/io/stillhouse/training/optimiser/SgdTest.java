package io.stillhouse.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.network.ParameterKind;
import io.stillhouse.training.network.ParameterSet;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SgdTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void aChangedLearningRateLeavesTheMomentumAsItIs() {
    ParameterSet parameters = parameters();
    try (Sgd sgd = new Sgd(parameters, settings(0.9, 0), manager)) {
      // Gradients of 1: v = 1, then 1.9, then 2.71, whatever the rates.
      gradientsOfOne(parameters);
      sgd.step(1);
      gradientsOfOne(parameters);
      sgd.step(0.01);
      gradientsOfOne(parameters);
      sgd.step(0);
      assertThat(Objects.requireNonNull(sgd.state().get("weight")).toFloatArray()[0])
          .isCloseTo(2.71f, within(1e-6f));
      assertThat(value(parameters, "weight")).isCloseTo(2 - 1 - 0.019f, within(1e-6f));
    }
  }

  @Test
  void weightDecayCanSpareNormsAndBiases() {
    ParameterSet all = parameters();
    ParameterSet some = parameters();
    try (Sgd decayAll =
            new Sgd(all, new SgdSettings(0, MomentumForm.PLAIN, 0.5, Decayed.ALL), manager);
        Sgd decaySome =
            new Sgd(
                some, new SgdSettings(0, MomentumForm.PLAIN, 0.5, Decayed.WEIGHTS_ONLY), manager)) {
      gradientsOfOne(all);
      decayAll.step(0.1);
      gradientsOfOne(some);
      decaySome.step(0.1);
    }
    assertThat(value(all, "weight")).isCloseTo(1.8f, within(1e-6f));
    assertThat(value(all, "bias")).isCloseTo(1.8f, within(1e-6f));
    assertThat(value(all, "norm")).isCloseTo(1.8f, within(1e-6f));
    assertThat(value(some, "weight")).isCloseTo(1.8f, within(1e-6f));
    assertThat(value(some, "bias")).isCloseTo(1.9f, within(1e-6f));
    assertThat(value(some, "norm")).isCloseTo(1.9f, within(1e-6f));
    assertThat(value(some, "buffer")).isEqualTo(2);
  }

  @Test
  void gradientsAreZeroAfterAStepEvenWhereTheyWereNaN() {
    ParameterSet parameters = parameters();
    try (Sgd sgd = new Sgd(parameters, settings(0, 0), manager)) {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(parameters.get("weight").array().mul(Float.NaN).sum());
      }
      sgd.discardGradients();
      gradientsOfOne(parameters);
      sgd.step(1);
      assertThat(value(parameters, "weight")).isEqualTo(1);
      sgd.step(1);
      assertThat(value(parameters, "weight")).isEqualTo(1);
    }
  }

  @Test
  void frozenParametersStayBitUnchanged() {
    ParameterSet parameters = parameters();
    parameters.get("bias").freeze();
    try (Sgd sgd = new Sgd(parameters, settings(0.9, 0.1), manager)) {
      assertThat(sgd.state()).containsOnlyKeys("weight", "norm");
      gradientsOfOne(parameters);
      sgd.step(0.1);
    }
    assertThat(value(parameters, "bias")).isEqualTo(2);
    assertThat(value(parameters, "weight")).isNotEqualTo(2);
  }

  @Test
  void aSavedStateContinuesExactly() {
    ParameterSet undisturbed = parameters();
    ParameterSet resumed = parameters();
    Map<String, NDArray> saved = new HashMap<>();
    try (Sgd sgd = new Sgd(undisturbed, settings(0.9, 0.1), manager)) {
      gradientsOfOne(undisturbed);
      sgd.step(0.1);
      sgd.state()
          .forEach(
              (name, buffer) ->
                  saved.put(name, manager.create(buffer.toFloatArray(), buffer.getShape())));
      resumed.load(undisturbed.arrays());
      gradientsOfOne(undisturbed);
      sgd.step(0.1);
    }
    try (Sgd sgd = new Sgd(resumed, settings(0.9, 0.1), manager)) {
      sgd.load(saved);
      gradientsOfOne(resumed);
      sgd.step(0.1);
    }
    assertThat(value(resumed, "weight")).isEqualTo(value(undisturbed, "weight"));
    assertThat(value(resumed, "norm")).isEqualTo(value(undisturbed, "norm"));
  }

  @Test
  void aStateThatDoesNotFitIsRefused() {
    try (Sgd sgd = new Sgd(parameters(), settings(0.9, 0), manager)) {
      Map<String, NDArray> state = new HashMap<>(sgd.state());
      state.remove("norm");
      state.put("bias", manager.zeros(new Shape(2)));
      state.put("old", manager.zeros(new Shape(2)));
      assertThatThrownBy(() -> sgd.load(state))
          .hasMessage(
              "this optimiser state does not fit: bias has shape (2) instead of (1); norm is"
                  + " missing; old is not trained");
    }
  }

  @Test
  void stepsWorkOnAThreadThatRecordsGradients() {
    ParameterSet parameters = parameters();
    try (Sgd sgd = new Sgd(parameters, settings(0, 0), manager)) {
      gradientsOfOne(parameters);
      CompletableFuture.runAsync(() -> sgd.step(0.5), runnable -> new Thread(runnable).start())
          .join();
    }
    assertThat(value(parameters, "weight")).isEqualTo(1.5f);
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> settings(1, 0)).hasMessage("momentum must be in [0, 1), not 1.0");
    assertThatThrownBy(() -> settings(0, -1))
        .hasMessage("weight decay must be at least 0 and finite, not -1.0");
    assertThatThrownBy(() -> new SgdSettings(0, MomentumForm.NESTEROV, 0, Decayed.ALL))
        .hasMessage("Nesterov's form needs a momentum above 0");
    try (Sgd sgd = new Sgd(parameters(), settings(0, 0), manager)) {
      assertThatThrownBy(() -> sgd.step(Double.NaN))
          .hasMessage("a learning rate must be at least 0 and finite, not NaN");
    }
  }

  private static SgdSettings settings(double momentum, double weightDecay) {
    return new SgdSettings(momentum, MomentumForm.PLAIN, weightDecay, Decayed.ALL);
  }

  private ParameterSet parameters() {
    ParameterSet parameters =
        new ParameterSet(
            List.of(
                parameter("weight", ParameterKind.WEIGHT),
                parameter("bias", ParameterKind.BIAS),
                parameter("norm", ParameterKind.NORM),
                parameter("buffer", ParameterKind.BUFFER)));
    parameters.unfreeze();
    return parameters;
  }

  private Parameter parameter(String name, ParameterKind kind) {
    return new Parameter(name, kind, manager.create(new float[] {2}));
  }

  private static void gradientsOfOne(ParameterSet parameters) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(
          parameters.trainable().stream()
              .map(parameter -> parameter.array().sum())
              .reduce(NDArray::add)
              .orElseThrow());
    }
  }

  private static float value(ParameterSet parameters, String name) {
    return parameters.get(name).array().toFloatArray()[0];
  }
}
