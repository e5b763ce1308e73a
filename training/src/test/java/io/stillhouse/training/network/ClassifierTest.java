package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.stillhouse.training.engine.GradientRecording;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final NetworkSpec SPEC = new NetworkSpec("resnet8", 16, 16, 3, 10);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void namesFollowPyTorch() {
    assertThat(network(1).parameters().names())
        .startsWith(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "layer1.0.conv1.weight")
        .contains("layer2.0.downsample.0.weight", "layer3.0.downsample.1.running_var")
        .endsWith("fc.weight", "fc.bias");
  }

  @Test
  void weightsAreAFunctionOfTheSeedAlone() {
    // Written down from another process: the first weights of seed 1.
    assertThat(Arrays.copyOf(weights(network(1), "conv1.weight"), 3))
        .containsExactly(0.0041511646f, 0.057603255f, -0.10742101f);
    manager.getEngine().setRandomSeed(99);
    manager.randomNormal(new Shape(100));
    assertThat(weights(network(1), "layer3.0.conv2.weight"))
        .isEqualTo(weights(network(1), "layer3.0.conv2.weight"))
        .isNotEqualTo(weights(network(2), "layer3.0.conv2.weight"));
  }

  @Test
  void kernelsHaveTheSpreadOfHeAndOthers() {
    float[] weights = weights(network(1), "layer3.0.conv2.weight");
    double squares = 0;
    for (float weight : weights) {
      squares += weight * weight;
    }
    double expected = 2.0 / (64 * 9);
    assertThat(squares / weights.length).isBetween(0.95 * expected, 1.05 * expected);
  }

  @Test
  void aFrozenPrefixInEvalModeStaysBitUnchangedWhileTheRestLearns() {
    Classifier network = network(1);
    NDArray images = TestImages.noise(4, SPEC.image(), manager, 2);
    ParameterSet prefix = network.prefixParameters(2);
    prefix.freeze();
    Map<String, byte[]> before = bytes(network.parameters());
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray frozen = network.prefix(images, 2, Mode.EVAL);
      assertThat(isRecorded(frozen)).isFalse();
      NDArray logits = network.head(network.stage(2, frozen, Mode.TRAIN), Mode.TRAIN);
      assertThat(isRecorded(logits)).isTrue();
      collector.backward(logits.square().sum());
    }
    Map<String, byte[]> after = bytes(network.parameters());
    for (String name : network.parameters().names()) {
      boolean inPrefix = prefix.names().contains(name);
      boolean statistic = name.contains("running");
      assertThat(Arrays.equals(before.get(name), after.get(name)))
          .as(name)
          .isEqualTo(inPrefix || !statistic);
    }
    assertThat(network.parameters().trainable().names())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("layer3") || name.startsWith("fc"));
  }

  @Test
  void recordingIsOnInANewThreadUnlessSwitchedOff() throws Exception {
    Classifier network = network(1);
    NDArray images = TestImages.noise(2, SPEC.image(), manager, 2);
    var thread = Executors.newSingleThreadExecutor();
    try {
      boolean plain =
          CompletableFuture.supplyAsync(() -> isRecorded(network.logits(images, Mode.EVAL)), thread)
              .get();
      boolean guarded =
          CompletableFuture.supplyAsync(
                  () -> {
                    try (GradientRecording ignored = GradientRecording.off()) {
                      return isRecorded(network.logits(images, Mode.EVAL));
                    }
                  },
                  thread)
              .get();
      assertThat(plain).isTrue();
      assertThat(guarded).isFalse();
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void featuresAreTheActivationsThatStagesGive() {
    Classifier network = network(1);
    NDArray images = TestImages.noise(2, SPEC.image(), manager, 2);
    List<NDArray> features = network.features(images, 3, Mode.EVAL);
    assertThat(features).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(features.get(i)).isEqualTo(network.prefix(images, i + 1, Mode.EVAL));
    }
    BranchOutput output = network.branchOutputs(images, Mode.EVAL).get(0);
    assertThat(output.features()).isEqualTo(features.get(2));
    assertThat(output.logits()).isEqualTo(network.logits(images, Mode.EVAL));
  }

  @Test
  void channelsLastAndPlainMemoryGiveTheSameLogits() {
    Classifier network = network(1);
    NDArray view = TestImages.noise(2, SPEC.image(), manager, 2);
    NDArray plain = manager.create(view.toFloatArray(), view.getShape());
    NDArray difference =
        network.logits(view, Mode.EVAL).sub(network.logits(plain, Mode.EVAL)).abs();
    assertThat(difference.max().getFloat()).isLessThan(1e-5f);
  }

  @Test
  void loadingCopiesEverythingAndTheCopyLearnsOnItsOwn() {
    Classifier first = network(1);
    Classifier second = network(2);
    NDArray images = TestImages.noise(4, SPEC.image(), manager, 2);
    first.logits(images, Mode.TRAIN).close();
    second.parameters().load(first.parameters().arrays());
    float[] logits = first.logits(images, Mode.EVAL).toFloatArray();
    assertThat(second.logits(images, Mode.EVAL).toFloatArray()).isEqualTo(logits);
    second.logits(images, Mode.TRAIN).close();
    assertThat(first.logits(images, Mode.EVAL).toFloatArray()).isEqualTo(logits);
    assertThat(second.parameters().trainable().size())
        .isEqualTo(first.parameters().trainable().size());
  }

  @Test
  void weightsThatDoNotFitAreRefusedWithEverythingThatIsWrongAndChangeNothing() {
    Classifier network = network(1);
    Map<String, NDArray> values = new TreeMap<>(network(2).parameters().arrays());
    values.remove("bn1.bias");
    values.put("fc.bias", manager.zeros(new Shape(3)));
    values.put("extra", manager.zeros(new Shape(1)));
    float[] before = weights(network, "conv1.weight");
    assertThatThrownBy(() -> network.parameters().load(values))
        .hasMessage(
            "these weights do not fit the network: bn1.bias is missing; fc.bias has shape (3)"
                + " instead of (10); extra is not part of this network");
    assertThat(weights(network, "conv1.weight")).isEqualTo(before);
  }

  /** The engine tells it by refusing to switch gradients off in the middle of a graph. */
  private static boolean isRecorded(NDArray result) {
    try {
      result.setRequiresGradient(false);
      return false;
    } catch (EngineException e) {
      assertThat(e).hasMessageContaining("leaf");
      return true;
    }
  }

  private Classifier network(long seed) {
    return Classifier.create(SPEC, manager, seed);
  }

  private static float[] weights(Classifier network, String name) {
    return network.parameters().get(name).array().toFloatArray();
  }

  private static Map<String, byte[]> bytes(ParameterSet parameters) {
    Map<String, byte[]> bytes = new TreeMap<>();
    for (Parameter parameter : parameters) {
      bytes.put(parameter.name(), parameter.array().toByteArray());
    }
    return bytes;
  }
}
