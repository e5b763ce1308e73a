package io.stillhouse.training.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.RowRange;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.hint.NoiseDataset;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFileException;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Scorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest {
  private static final int IMAGES = 10;
  private static final int CLASSES = 2;

  @TempDir Path temporary;
  private Path model;
  private Split split;

  @BeforeEach
  void prepare() throws Exception {
    Path images = Files.createDirectories(temporary.resolve("images"));
    NoiseDataset.write(images, IMAGES);
    ImageDataset dataset = ImageDataset.open(images);
    split = dataset.split(DatasetInfo.TRAIN);
    model = Files.createDirectories(temporary.resolve("model"));
    ModelDescription description =
        ModelDescription.of(dataset.info(), List.of("resnet8x0.5", "vgg8x0.25"), 0);
    try (InferenceThread ignored = InferenceThread.enter();
        NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, 1)) {
      ModelFolder.write(model, description, network, TrainingHistory.empty());
    }
  }

  @Test
  void aThreadRecordsNothingAndUsesOneProcessorUntilItIsClosed() {
    try (InferenceThread ignored = InferenceThread.enter()) {
      JniUtils.setGradMode(true);
      JniUtils.setNumThreads(2);
      try (InferenceThread inner = InferenceThread.enter()) {
        assertThat(inner).isNotNull();
        assertThat(JniUtils.isGradMode()).isFalse();
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
      }
      assertThat(JniUtils.isGradMode()).isTrue();
    }
  }

  @Test
  void rangesGiveTheLogitsOfTheirRowsForEveryBranch() throws Exception {
    try (InferenceThread ignored = InferenceThread.enter();
        FoldedNetworks networks = FoldedNetworks.open()) {
      Scorer network = networks.of(model);
      SplitLogits all = SplitLogits.of(network, split, IMAGES, networks.manager());
      List<Integer> done = new ArrayList<>();
      List<float[]> part =
          new BranchInference(split, 3)
              .logits(network, new RowRange(2, 7), networks.manager(), done::add);

      assertThat(done).containsExactly(3, 3, 1);
      assertThat(part).hasSize(2);
      for (int branch = 0; branch < 2; branch++) {
        assertThat(part.get(branch)).hasSize(7 * CLASSES);
        for (int i = 0; i < 7 * CLASSES; i++) {
          assertThat(part.get(branch)[i])
              .isCloseTo(all.branches().get(branch)[2 * CLASSES + i], within(1e-5f));
        }
      }
      assertThat(part.get(0)).isNotEqualTo(part.get(1));
    }
  }

  @Test
  void aModelIsReadOnceAndFoldedWithTheSameAnswers() throws Exception {
    try (InferenceThread ignored = InferenceThread.enter();
        FoldedNetworks networks = FoldedNetworks.open();
        Network trained = ModelFolder.load(model, networks.manager())) {
      Network folded = (Network) networks.of(model);
      Files.delete(model.resolve(ModelFolder.WEIGHTS));

      assertThat(networks.of(model)).isSameAs(folded);
      assertThat(folded.parameters().names()).noneMatch(name -> name.contains("running_mean"));
      assertThat(trained.parameters().names()).anyMatch(name -> name.contains("running_mean"));
      float[] expected = SplitLogits.of(trained, split, 4, networks.manager()).ensemble();
      float[] actual = SplitLogits.of(folded, split, 4, networks.manager()).ensemble();
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  @Test
  void certainAnswersToIndependentLabelsKeepTheirSize() {
    float[] mean =
        EnsembleLogits.of(
            List.of(new float[] {40, -40, 2}, new float[] {40, -40, -2}), 3, Task.MULTILABEL);
    assertThat(mean[0]).isCloseTo(40, within(1e-4f));
    assertThat(mean[1]).isCloseTo(-40, within(1e-4f));
    assertThat(mean[2]).isCloseTo(0, within(1e-6f));
  }

  @Test
  void aFolderThatIsNoModelIsNamed() {
    try (InferenceThread ignored = InferenceThread.enter();
        FoldedNetworks networks = FoldedNetworks.open()) {
      assertThatThrownBy(() -> networks.of(temporary))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining("it is not a Model artifact");
    }
  }
}
