package io.stillhouse.training.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.engine.GradientRecording;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.network.BranchedClassifier;
import io.stillhouse.training.network.BranchedSpec;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.NetworkSpec;
import io.stillhouse.training.network.Parameter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerMapsTest {
  private static final int SIDE = 16;
  private static final int CLASSES = 5;
  private static final int[] SOUGHT = {3, 0};

  private NDManager manager;
  private NDArray images;

  @BeforeEach
  void open() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
    float[] pixels = new float[2 * SIDE * SIDE * 3];
    Random random = new Random(7);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    images = manager.create(pixels, new Shape(2, SIDE, SIDE, 3)).transpose(0, 3, 1, 2);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Zhou et al., CVPR 2016: behind global average pooling the map is the weighted activation. */
  @Test
  void beforeAPooledLinearHeadTheMapIsTheClassActivationMap() {
    Classifier network = network("resnet8");
    float[] activation = network.prefix(images, network.stageCount(), Mode.EVAL).toFloatArray();
    float[] weights = array(network, "fc.weight");
    int channels = network.stageChannels(2);
    int side = network.stageShape(2).height();

    List<LayerMaps> maps = LayerMaps.of(network, images, SOUGHT);

    assertThat(maps).hasSize(2);
    for (int image = 0; image < 2; image++) {
      assertThat(maps.get(image).layers()).hasSize(4);
      assertThat(maps.get(image).last().height()).isEqualTo(side);
      for (int place = 0; place < side * side; place++) {
        double expected = 0;
        for (int channel = 0; channel < channels; channel++) {
          expected +=
              weights[SOUGHT[image] * channels + channel]
                  * activation[(image * channels + channel) * side * side + place];
        }
        assertThat((double) maps.get(image).last().values()[place])
            .isCloseTo(expected / (side * side), within(1e-5));
      }
    }
  }

  /** Every layer: what the logit gains when a channel is raised everywhere, by differences. */
  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "wrn-10-1", "vgg8x0.25"})
  void everyLayersWeightsAreTheDifferencesOfTheLogit(String architecture) {
    Classifier network = network(architecture);
    List<LayerMaps> maps = LayerMaps.of(network, images, SOUGHT);

    try (GradientRecording ignored = GradientRecording.off()) {
      for (int layer = 0; layer <= network.stageCount(); layer++) {
        NDArray activation = network.prefix(images, layer, Mode.EVAL);
        double[][] expected = byDifferences(network, layer, activation);
        for (int image = 0; image < 2; image++) {
          float[] found = maps.get(image).layers().get(layer).values();
          double scale = 0;
          double error = 0;
          for (int place = 0; place < found.length; place++) {
            scale = Math.max(scale, Math.abs(expected[image][place]));
            error = Math.max(error, Math.abs(expected[image][place] - found[place]));
          }
          assertThat(scale).isPositive();
          assertThat(error / scale).as("layer %d", layer).isLessThan(0.03);
        }
      }
    }
  }

  @Test
  void theImagesOfABatchDoNotMixAndWeightsAreLeftAsTheyWere() {
    Classifier network = network("resnet8");
    float[] before = array(network, "fc.weight");
    NDArray second = images.get("1:2");

    SaliencyMap together = LayerMaps.of(network, images, SOUGHT).get(1).last();
    SaliencyMap alone = LayerMaps.of(network, second, new int[] {0}).get(0).last();

    assertThat(alone.values()).containsExactly(together.values(), within(1e-5f));
    assertThat(array(network, "fc.weight")).isEqualTo(before);
  }

  @Test
  void aBranchIsExplainedAsAPlainNetwork() {
    BranchedClassifier branched =
        BranchedClassifier.create(
            new BranchedSpec(List.of("resnet8", "vgg8x0.25"), 0, SIDE, SIDE, 3, CLASSES),
            manager,
            3);
    SaliencyMap map = LayerMaps.of(branched.branch(1), images, SOUGHT).get(0).last();

    assertThat(map.values()).hasSize(map.height() * map.width());
    assertThat(map.height()).isEqualTo(branched.branch(1).stageShape(2).height());
  }

  private double[][] byDifferences(Classifier network, int layer, NDArray activation) {
    int channels = (int) activation.getShape().get(1);
    int places = (int) (activation.size() / 2 / channels);
    float[] values = activation.toFloatArray();
    double[][] maps = new double[2][places];
    float step = 0.002f; // small, since a unit that crosses zero bends the logit
    for (int channel = 0; channel < channels; channel++) {
      float[] above = logits(network, layer, raised(activation, channel, step));
      float[] below = logits(network, layer, raised(activation, channel, -step));
      for (int image = 0; image < 2; image++) {
        int logit = image * CLASSES + SOUGHT[image];
        double weight = (above[logit] - below[logit]) / (2 * step) / places;
        for (int place = 0; place < places; place++) {
          maps[image][place] += weight * values[(image * channels + channel) * places + place];
        }
      }
    }
    return maps;
  }

  private NDArray raised(NDArray activation, int channel, float by) {
    float[] raise = new float[(int) activation.getShape().get(1)];
    raise[channel] = by;
    return activation.add(manager.create(raise, new Shape(1, raise.length, 1, 1)));
  }

  private static float[] logits(Classifier network, int layer, NDArray activation) {
    NDArray x = activation;
    for (int stage = layer; stage < network.stageCount(); stage++) {
      x = network.stage(stage, x, Mode.EVAL);
    }
    return network.head(x, Mode.EVAL).toFloatArray();
  }

  private Classifier network(String architecture) {
    return Classifier.create(new NetworkSpec(architecture, SIDE, SIDE, 3, CLASSES), manager, 11);
  }

  private static float[] array(Classifier network, String name) {
    for (Parameter parameter : network.parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.array().toFloatArray();
      }
    }
    throw new AssertionError("no parameter " + name);
  }
}
