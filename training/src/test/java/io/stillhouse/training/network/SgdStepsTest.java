package io.stillhouse.training.network;

import static io.stillhouse.training.golden.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.golden.GoldenFile;
import io.stillhouse.training.loss.CrossEntropy;
import io.stillhouse.training.optimiser.Sgd;
import io.stillhouse.training.optimiser.SgdSettings;
import io.stillhouse.training.optimiser.SgdSettings.Decayed;
import io.stillhouse.training.optimiser.SgdSettings.MomentumForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Five steps of a small residual network, made of the layers that classifiers are made of, against
 * PyTorch's: forward, backward, running statistics and update in one.
 */
class SgdStepsTest {
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @CsvSource({"sgd_steps_momentum.json, PLAIN", "sgd_steps_nesterov.json, NESTEROV"})
  void stepsMatchPyTorch(String file, MomentumForm form) {
    GoldenFile golden = GoldenFile.read(file);
    try (NDManager manager = NDManager.newBaseManager()) {
      LayerBuilder builder = new LayerBuilder(manager, 0);
      Layer network = network(builder);
      ParameterSet parameters = new ParameterSet(builder.registered());
      parameters.load(ourNames(golden.named("initial", manager)));
      SgdSettings settings =
          new SgdSettings(
              golden.number("momentum"), form, golden.number("weight_decay"), Decayed.ALL);
      List<NDArray> inputs = golden.arrays("inputs", manager);
      List<NDArray> labels = golden.arrays("labels", manager);
      double[] losses = golden.values("losses");
      try (Sgd sgd = new Sgd(parameters, settings, manager)) {
        for (int step = 0; step < losses.length; step++) {
          try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits = network.forward(inputs.get(step), Mode.TRAIN);
            NDArray loss =
                CrossEntropy.plain()
                    .loss(
                        logits,
                        labels.get(step).toType(ai.djl.ndarray.types.DataType.INT64, false));
            assertClose(loss, losses[step], TOLERANCE);
            collector.backward(loss);
          }
          sgd.step(golden.number("learning_rate"));
        }
      }
      Map<String, NDArray> last = ourNames(golden.named("final", manager));
      assertThat(last).hasSize(parameters.size());
      for (Parameter parameter : parameters) {
        double[] expected = doubles(Objects.requireNonNull(last.get(parameter.name())));
        assertClose(parameter.array(), expected, TOLERANCE);
      }
      assertClose(
          network.forward(inputs.get(0), Mode.EVAL), golden.values("eval_logits"), TOLERANCE);
    }
  }

  private static Layer network(LayerBuilder builder) {
    FeatureShape image = new FeatureShape(3, 8, 8);
    Layer stem =
        builder.normalised("conv", "bn", image, ConvolutionShape.of3x3(4, 1), Activation.RELU);
    Layer first = ResNet.block(builder.scope("b1"), stem.output(), 4, 1);
    Layer second = ResNet.block(builder.scope("b2"), first.output(), 8, 2);
    return new Sequence(
        List.of(stem, first, second, builder.pooledLinear("fc", second.output(), 5)));
  }

  private static Map<String, NDArray> ourNames(Map<String, NDArray> arrays) {
    return arrays.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().replace(".short.", ".downsample."), Map.Entry::getValue));
  }

  private static double[] doubles(NDArray array) {
    float[] floats = array.toFloatArray();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
