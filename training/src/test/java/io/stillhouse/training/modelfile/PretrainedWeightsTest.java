package io.stillhouse.training.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.stillhouse.training.modelfile.PretrainedWeights.Head;
import io.stillhouse.training.network.Classifier;
import io.stillhouse.training.network.NetworkSpec;
import io.stillhouse.training.network.Parameter;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedWeightsTest {
  @TempDir Path temporary;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @Test
  void everyTensorIsLoadedAndPyTorchsCountersAreLetBy() throws IOException {
    Classifier source = network("shufflenetv2x0.5", 5, 1);
    Classifier target = network("shufflenetv2x0.5", 5, 2);
    load(file(source, Set.of()), target, Head.LOADED);

    assertThat(differing(source, target)).isEmpty();
    assertThat(target.parameters().trainable().size())
        .isEqualTo(source.parameters().trainable().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "vgg8x0.1", "wrn-10-1", "mobilenetv2x0.25", "densenet-7-2"})
  void aNewHeadIsAllThatStaysAsItWas(String architecture) throws IOException {
    Classifier source = network(architecture, 5, 1);
    Classifier target = network(architecture, 3, 2);
    float[] head = target.outputParameters().get(headName(target)).array().toFloatArray();
    load(file(source, Set.of()), target, Head.NEW);

    assertThat(target.outputParameters().get(headName(target)).array().toFloatArray())
        .isEqualTo(head);
    assertThat(differing(source, target))
        .containsExactlyElementsOf(target.outputParameters().names());
  }

  @Test
  void aNewHeadNeedsNoOldOne() throws IOException {
    Classifier source = network("resnet8", 5, 1);
    Classifier target = network("resnet8", 3, 2);
    load(file(source, Set.of("fc.weight", "fc.bias")), target, Head.NEW);
    assertThat(differing(source, target)).containsExactly("fc.weight", "fc.bias");
  }

  @Test
  void whatIsWrongIsNamedAtOnceAndNothingIsLoaded() throws IOException {
    Classifier source = network("resnet8", 5, 1);
    TensorFileWriter writer = new TensorFileWriter();
    for (Parameter parameter : source.parameters()) {
      switch (parameter.name()) {
        case "bn1.bias" -> {}
        case "conv1.weight" -> writer.addFloats("conv1.weight", new float[6], 2, 3);
        case "bn1.weight" -> writer.addLongs("bn1.weight", new long[16], 16);
        default -> add(writer, parameter);
      }
    }
    Path file = temporary.resolve("wrong.safetensors");
    writer.addFloats("layer4.weight", new float[1], 1).write(file);
    Classifier target = network("resnet8", 3, 2);

    assertThatThrownBy(() -> load(file, target, Head.LOADED))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "The weights in "
                + file
                + " do not fit a resnet8 of 3 classes: conv1.weight has shape (2, 3) instead of"
                + " (16, 3, 3, 3); bn1.weight is I64 instead of F32; bn1.bias is missing;"
                + " fc.weight has shape (5, 64) instead of (3, 64); fc.bias has shape (5) instead"
                + " of (3); layer4.weight is not part of this network");
    assertThat(differing(target, network("resnet8", 3, 2))).isEmpty();
  }

  @Test
  void weightsForOtherClassesAreAnsweredWithWhatToDo() throws IOException {
    Path file = file(network("resnet8", 5, 1), Set.of());
    assertThatThrownBy(() -> load(file, network("resnet8", 3, 2), Head.LOADED))
        .hasMessageEndingWith(
            "fc.bias has shape (5) instead of (3). Set newHead to true to start with a new head for"
                + " these classes");
  }

  @Test
  void weightsOfAnotherNetworkAreToldOfInBounds() throws IOException {
    Path file = file(network("resnet8", 5, 1), Set.of());
    assertThatThrownBy(() -> load(file, network("vgg8x0.1", 5, 2), Head.LOADED))
        .hasMessageContaining(" is missing; ")
        .hasMessageMatching(".*; and \\d+ more");
  }

  @Test
  void whatIsNoTensorFileIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("weights.pth"), "PK");
    assertThatThrownBy(() -> load(file, network("resnet8", 5, 1), Head.LOADED))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("initial weights are a .safetensors file");
    Path none = temporary.resolve("none");
    assertThatThrownBy(() -> load(none, network("resnet8", 5, 1), Head.LOADED))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("There is no file " + none);
  }

  private void load(Path file, Classifier network, Head head) throws IOException {
    PretrainedWeights.loadInto(file, network, head, manager);
  }

  private Classifier network(String architecture, int classes, long seed) {
    Classifier network =
        Classifier.create(new NetworkSpec(architecture, 16, 16, 3, classes), manager, seed);
    for (Parameter parameter : network.parameters()) {
      // Norms and running statistics start alike in all networks.
      if (parameter.array().getShape().dimension() == 1) {
        try (NDArray seeded = manager.full(parameter.array().getShape(), 0.5f + seed)) {
          parameter.freeze();
          seeded.copyTo(parameter.array());
          parameter.unfreeze();
        }
      }
    }
    return network;
  }

  private static String headName(Classifier network) {
    return network.outputParameters().names().get(0);
  }

  /** As PyTorch saves it, less some tensors. */
  private Path file(Classifier network, Set<String> left) throws IOException {
    TensorFileWriter writer = new TensorFileWriter();
    for (Parameter parameter : network.parameters()) {
      if (!left.contains(parameter.name())) {
        add(writer, parameter);
      }
      if (parameter.name().endsWith(".running_var")) {
        String counter = parameter.name().replace(".running_var", ".num_batches_tracked");
        writer.addLongs(counter, new long[] {7});
      }
    }
    Path file = temporary.resolve("weights.safetensors");
    writer.write(file);
    return file;
  }

  private static void add(TensorFileWriter writer, Parameter parameter) {
    NDArray array = parameter.array();
    writer.addFloats(parameter.name(), array.toFloatArray(), array.getShape().getShape());
  }

  private static List<String> differing(Classifier first, Classifier second) {
    return first.parameters().stream()
        .filter(
            parameter ->
                !parameter.array().equals(second.parameters().get(parameter.name()).array()))
        .map(Parameter::name)
        .toList();
  }
}
