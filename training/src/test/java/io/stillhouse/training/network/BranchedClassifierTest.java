package io.stillhouse.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BranchedClassifierTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void twoBranchesOfResNet8OnASharedFirstStageHaveTheKnownNumberOfParameters() {
    assertThat(network(List.of("resnet8", "resnet8"), 1, 32).parameterCount()).isEqualTo(150_948);
  }

  @Test
  void namesTellTheTrunkFromTheBranches() {
    assertThat(network(List.of("resnet8", "resnet8"), 1, 8).parameters().names())
        .contains(
            "shared.conv1.weight",
            "shared.layer1.0.bn2.running_var",
            "branches.0.layer2.0.conv1.weight",
            "branches.1.fc.bias")
        .doesNotContain("shared.layer2.0.conv1.weight", "branches.0.layer1.0.conv1.weight");
  }

  @Test
  void branchesStartFromDifferentWeights() {
    ParameterSet parameters = network(List.of("resnet8", "resnet8"), 1, 8).parameters();
    assertThat(parameters.get("branches.0.layer2.0.conv1.weight").array().toFloatArray())
        .isNotEqualTo(parameters.get("branches.1.layer2.0.conv1.weight").array().toFloatArray());
  }

  @Test
  void aBranchWithTheTrunkIsAPlainClassifierOnTheSameArrays() {
    BranchedClassifier network = network(List.of("resnet8", "wrn-10-1"), 1, 16);
    NDArray images = TestImages.noise(3, new FeatureShape(3, 16, 16), manager, 2);
    network.branchLogits(images, Mode.TRAIN);
    List<NDArray> logits = network.branchLogits(images, Mode.EVAL);
    assertThat(network.branchCount()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(network.branch(i).logits(images, Mode.EVAL).toFloatArray())
          .isEqualTo(logits.get(i).toFloatArray());
    }
    try (Classifier branch = network.branch(0)) {
      assertThat(branch.parameters().names()).isEqualTo(plain("resnet8", 16).parameters().names());
    }
    assertThat(network.branchLogits(images, Mode.EVAL).get(0).toFloatArray())
        .isEqualTo(logits.get(0).toFloatArray());
  }

  @Test
  void oneBranchComputesWhatThePlainClassifierComputes() {
    BranchedClassifier network = network(List.of("resnet8"), 2, 16);
    Classifier plain = plain("resnet8", 16);
    network.branch(0).parameters().load(plain.parameters().arrays());
    NDArray images = TestImages.noise(3, plain.spec().image(), manager, 2);
    assertThat(network.branchLogits(images, Mode.EVAL).get(0).toFloatArray())
        .isEqualTo(plain.logits(images, Mode.EVAL).toFloatArray());
    assertThat(network.parameterCount()).isEqualTo(plain.parameterCount());
    assertThat(network.macs()).isEqualTo(plain.macs());
  }

  @Test
  void foldingChangesTheLogitsByRoundingOnly() {
    BranchedClassifier network = network(List.of("resnet8", "vgg8x0.25"), 0, 16);
    NDArray images = TestImages.noise(3, new FeatureShape(3, 16, 16), manager, 2);
    network.branchLogits(images, Mode.TRAIN);
    List<NDArray> plain = network.branchLogits(images, Mode.EVAL);
    List<NDArray> folded = network.foldedForInference().branchLogits(images, Mode.EVAL);
    for (int i = 0; i < 2; i++) {
      assertThat(folded.get(i).toFloatArray())
          .containsExactly(plain.get(i).toFloatArray(), within(1e-5f));
    }
  }

  @Test
  void networksForLargerImagesGrowFromATrunkOfAnother() {
    BranchedClassifier network =
        network(
            List.of(
                "shufflenetv2x0.5", "mobilenetv2x0.25-imagenet", "efficientnet-b0", "eeea-net-c2"),
            1,
            64);
    NDArray images = TestImages.noise(3, new FeatureShape(3, 64, 64), manager, 2);
    network.branchLogits(images, Mode.TRAIN);
    List<NDArray> plain = network.branchLogits(images, Mode.EVAL);
    List<NDArray> folded = network.foldedForInference().branchLogits(images, Mode.EVAL);
    for (int i = 0; i < 4; i++) {
      float largest = plain.get(i).abs().max().getFloat();
      assertThat(largest).isBetween(1e-3f, 1e3f);
      assertThat(folded.get(i).toFloatArray())
          .containsExactly(plain.get(i).toFloatArray(), within(1e-4f * Math.max(1, largest)));
      String alone = network.spec().standalone(i).architecture();
      assertThat(plain(alone, 64).parameters().names())
          .isEqualTo(network.branch(i).parameters().names());
    }
  }

  @Test
  void aBranchWithoutAStageOfItsOwnIsRefused() {
    assertThatThrownBy(() -> network(List.of("mobilenetv2", "resnet8"), 3, 32))
        .hasMessage(
            "sharedStages must be from 0 to 2, so that each branch of resnet8 keeps a stage of its"
                + " own, not 3");
  }

  private BranchedClassifier network(List<String> architectures, int sharedStages, int size) {
    return BranchedClassifier.create(
        new BranchedSpec(architectures, sharedStages, size, size, 3, 10), manager, 1);
  }

  private Classifier plain(String architecture, int size) {
    return Classifier.create(new NetworkSpec(architecture, size, size, 3, 10), manager, 1);
  }
}
