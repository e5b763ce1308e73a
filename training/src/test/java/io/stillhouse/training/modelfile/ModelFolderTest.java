package io.stillhouse.training.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.network.ImageRegion;
import io.stillhouse.training.network.Mode;
import io.stillhouse.training.network.Network;
import io.stillhouse.training.network.Parameter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final ModelDescription BRANCHED =
      new ModelDescription(
          "resnet8x0.5+vgg8x0.25",
          Task.MULTICLASS,
          List.of("cat", "dog"),
          8,
          8,
          1,
          List.of(0.5),
          List.of(0.25),
          List.of("resnet8x0.5", "resnet8x0.5"),
          1,
          1.25,
          0,
          0);

  @TempDir Path directory;
  private NDManager manager;

  @BeforeEach
  void startEngine() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager("PyTorch");
  }

  @AfterEach
  void freeArrays() {
    manager.close();
  }

  @Test
  void aBranchedNetworkReadsBackWithEveryBitAndItsHistory() throws Exception {
    TrainingHistory history =
        new TrainingHistory(Map.of("train/loss", List.of(new CurvePoint(3, 0.1 + 0.2))));
    try (Network written = ModelFolder.create(BRANCHED, manager, 7)) {
      ModelFolder.write(directory, BRANCHED.measured(written), written, history);
      try (Network read = ModelFolder.load(directory, manager)) {
        assertThat(read.parameters().names()).isEqualTo(written.parameters().names());
        for (Parameter parameter : written.parameters()) {
          assertThat(read.parameters().get(parameter.name()).array().toFloatArray())
              .isEqualTo(parameter.array().toFloatArray());
        }
      }
      assertThat(ModelFolder.history(directory)).isEqualTo(history);
      assertThat(ModelFolder.description(directory)).isEqualTo(BRANCHED.measured(written));
    }
  }

  @Test
  void aNetworkOfARegionLooksAtItWhereverItIsRead() throws Exception {
    ModelDescription whole =
        new ModelDescription(
            "resnet8x0.5",
            Task.MULTICLASS,
            List.of("cat", "dog"),
            8,
            8,
            1,
            List.of(0.5),
            List.of(0.25),
            null,
            null,
            1,
            0,
            0);
    ModelDescription local = whole.lookingAt(ImageRegion.parse("top-left")).withTemperature(2);
    assertThat(whole.toJson()).doesNotContain("region");
    assertThat(ModelDescription.fromJson(whole.toJson()).seen().isWhole()).isTrue();
    assertThat(whole.lookingAt(ImageRegion.WHOLE)).isEqualTo(whole);
    try (Network written = ModelFolder.create(local, manager, 7)) {
      ModelFolder.write(directory, local.measured(written), written, TrainingHistory.empty());
      NDArray images = manager.randomNormal(new Shape(1, 1, 8, 8));
      NDArray elsewhere = images.duplicate();
      elsewhere.set(new NDIndex(":, :, 4:, :"), 9);
      try (Network read = ModelFolder.loadFolded(directory, manager)) {
        assertThat(ModelFolder.description(directory).seen())
            .isEqualTo(ImageRegion.parse("0 0 0.5 0.5"));
        assertThat(read.branchLogits(elsewhere, Mode.EVAL).get(0).toFloatArray())
            .containsExactly(read.branchLogits(images, Mode.EVAL).get(0).toFloatArray());
      }
    }
    assertThatThrownBy(() -> BRANCHED.lookingAt(ImageRegion.parse("top")))
        .hasMessage("model.json: a region is for plain networks, not for branches");
    assertThatThrownBy(
            () -> ModelDescription.fromJson(local.toJson().replace("\"top\": 0.0", "\"top\": 0.7")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("leaves the image");
  }

  @Test
  void everyTensorThatDoesNotFitIsNamed() throws Exception {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    try (Network network = ModelFolder.create(BRANCHED, manager, 7)) {
      ModelFolder.write(directory, BRANCHED, network, TrainingHistory.empty());
      weights.putAll(network.parameters().arrays());
      weights.remove("shared.conv1.weight");
      weights.put("branches.0.fc.bias", manager.zeros(new Shape(5)));
      weights.put("surplus", manager.zeros(new Shape(1)));
      WeightFile.write(directory.resolve(ModelFolder.WEIGHTS), weights);

      assertThatThrownBy(() -> ModelFolder.load(directory, manager))
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("shared.conv1.weight is missing")
          .hasMessageContaining("branches.0.fc.bias has shape (5) instead of (2)")
          .hasMessageContaining("surplus is not part of this network");
    }
  }

  @Test
  void everythingThatIsWrongWithADescriptionIsSaidAtOnce() {
    String json =
        """
        {"architecture": "", "task": "multiclass", "classes": [], "height": 0, "width": 8,
         "channels": 1, "mean": [], "standardDeviation": [0.0], "branches": ["resnet8"],
         "temperature": 0.0}
        """;
    assertThatThrownBy(() -> ModelDescription.fromJson(json))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("architecture is missing")
        .hasMessageContaining("classes are missing")
        .hasMessageContaining("no pixels")
        .hasMessageContaining("mean does not have one value a channel")
        .hasMessageContaining("not above 0")
        .hasMessageContaining("branches and sharedStages only occur together")
        .hasMessageContaining("temperature is 0.0");
  }

  @Test
  void anUnknownTaskAndAnUnknownArchitectureAreRefusedByName() {
    assertThatThrownBy(
            () -> ModelDescription.fromJson(BRANCHED.toJson().replace("multiclass", "ranking")))
        .hasMessageContaining("task is 'ranking'");
    ModelDescription unknown =
        ModelDescription.fromJson(BRANCHED.toJson().replace("\"resnet8x0.5\"", "\"resnot8\""));
    assertThatThrownBy(() -> ModelFolder.create(unknown, manager, 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("resnot8");
  }

  @Test
  void aFolderWithoutAModelIsRecognised() {
    assertThatThrownBy(() -> ModelFolder.description(directory))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("has no model.json");
  }
}
