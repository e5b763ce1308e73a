package io.stillhouse.training.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import io.stillhouse.training.TrainingInputException;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.inference.InferenceThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptModuleTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/torchscript");
  private static final Path MODULE = GOLDEN.resolve("module.pt");
  private static final int IMAGES = 3;
  private static final int OUTPUTS = 5;

  /** What module.json says. */
  private record Golden(
      List<Double> mean,
      List<Double> standardDeviation,
      int side,
      long parameters,
      float[][] grey,
      float[][] colour) {}

  @TempDir Path temporary;
  private InferenceThread thread;
  private NDManager manager;
  private Golden golden;

  @BeforeEach
  void prepare() throws IOException {
    thread = InferenceThread.enter();
    manager = NDManager.newBaseManager();
    golden = new Gson().fromJson(Files.readString(GOLDEN.resolve("module.json")), Golden.class);
  }

  @AfterEach
  void close() {
    manager.close();
    thread.close();
  }

  @Test
  void colourImagesOfAnotherSizeAndNormalisationGetTheLogitsOfPyTorch() {
    List<Double> mean = List.of(0.4, 0.5, 0.6);
    List<Double> deviation = List.of(0.2, 0.25, 0.3);
    try (TorchScriptModule module = load(contract(inOrder()), mean, deviation)) {
      assertClose(scores(module, images(mean, deviation)), golden.colour());
    }
  }

  @Test
  void greyImagesAreShownInThreeChannels() {
    List<Double> mean = List.of(0.13);
    List<Double> deviation = List.of(0.31);
    try (TorchScriptModule module = load(contract(inOrder()), mean, deviation)) {
      assertClose(scores(module, images(mean, deviation)), golden.grey());
    }
  }

  @Test
  void theAnswersDoNotDependOnHowOftenOneAsked() {
    List<Double> mean = List.of(0.5);
    List<Double> deviation = List.of(0.25);
    try (TorchScriptModule asked = load(contract(inOrder()), mean, deviation);
        TorchScriptModule fresh = load(contract(inOrder()), mean, deviation)) {
      float[] first = scores(asked, images(mean, deviation));
      for (int time = 0; time < 5; time++) {
        assertThat(scores(asked, images(mean, deviation))).isEqualTo(first);
      }
      assertThat(scores(fresh, images(mean, deviation))).isEqualTo(first);
    }
  }

  @Test
  void outputsAreTakenForTheClassesThatTheyMean() {
    List<Double> mean = List.of(0.5);
    List<Double> deviation = List.of(0.25);
    try (TorchScriptModule module = load(contract(List.of(4, 1)), mean, deviation)) {
      float[] scores = scores(module, images(mean, deviation));
      assertThat(scores).hasSize(IMAGES * 2);
      for (int image = 0; image < IMAGES; image++) {
        assertThat(scores[2 * image]).isCloseTo(golden.grey()[image][4], within(1e-5f));
        assertThat(scores[2 * image + 1]).isCloseTo(golden.grey()[image][1], within(1e-5f));
      }
    }
  }

  @Test
  void probabilitiesBecomeLogitsWhoseSoftmaxOrSigmoidTheyAre() {
    NDArray probabilities = manager.create(new float[] {0.7f, 0.3f, 0}, new Shape(1, 3));
    assertThat(ModuleValues.PROBABILITIES.logits(probabilities, Task.MULTICLASS).toFloatArray())
        .containsExactly(
            new float[] {(float) Math.log(0.7), (float) Math.log(0.3), (float) Math.log(1e-6)},
            within(1e-5f));
    assertThat(ModuleValues.PROBABILITIES.logits(probabilities, Task.MULTILABEL).toFloatArray())
        .containsExactly(
            new float[] {
              (float) Math.log(0.7 / 0.3),
              (float) Math.log(0.3 / 0.7),
              (float) Math.log(1e-6 / (1 - 1e-6))
            },
            within(1e-5f));
  }

  @Test
  void onlyTrainableValuesAreCounted() {
    try (TorchScriptModule module = load(contract(inOrder()), List.of(0.5), List.of(0.25))) {
      assertThat(module.parameterCount()).isEqualTo(golden.parameters());
    }
  }

  @Test
  void aFileThatIsNoModuleIsToldWithWhatToDo() throws IOException {
    Path stateDict = Files.writeString(temporary.resolve("state.pt"), "PK, but not really");
    assertThatThrownBy(() -> load(stateDict, contract(inOrder()), List.of(0.5), List.of(0.25)))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("state.pt is no TorchScript module")
        .hasMessageContaining("torch.jit.script(model.eval()).save(path)");
  }

  @Test
  void anotherNumberOfOutputsThanWasSaidIsTold() {
    ModuleContract ten =
        new ModuleContract(
            golden.mean(),
            golden.standardDeviation(),
            golden.side(),
            golden.side(),
            ModuleValues.LOGITS,
            10,
            Stream.iterate(0, i -> i + 1).limit(10).toList());
    List<Double> half = List.of(0.5);
    try (TorchScriptModule module = load(ten, half, half)) {
      NDArray images = images(half, half);
      assertThatThrownBy(() -> module.scores(images))
          .isInstanceOf(TrainingInputException.class)
          .hasMessageContaining("gives (3, 5)")
          .hasMessageContaining("instead of (3, 10)");
    }
  }

  @Test
  void imagesThatTheModuleCannotTakeAreTold() {
    List<Double> one = List.of(0.5);
    ModuleContract grey =
        new ModuleContract(one, one, 8, 8, ModuleValues.LOGITS, OUTPUTS, inOrder());
    try (TorchScriptModule module = load(grey, one, one)) {
      NDArray images = images(one, one);
      assertThatThrownBy(() -> module.scores(images))
          .isInstanceOf(TrainingInputException.class)
          .hasMessageContaining("cannot take images (3, 1, 8, 8)")
          .hasMessageContaining("expected input[3, 1, 8, 8] to have 3 channels");
    }
    List<Double> three = List.of(0.5, 0.5, 0.5);
    assertThatThrownBy(() -> load(grey, three, three))
        .isInstanceOf(TrainingInputException.class)
        .hasMessageContaining("takes images of 1 channels");
  }

  @Test
  void aContractReadsBackAndTellsAllThatIsWrong() {
    ModuleContract contract = contract(List.of(3, 0, 1, 2, 4));
    assertThat(ModuleContract.fromJson(contract.toJson())).isEqualTo(contract);
    assertThatThrownBy(
            () ->
                ModuleContract.fromJson(
                    """
                    {"mean": [0.5], "standardDeviation": [0], "height": 0, "width": 8, "outputs": 2, "columns": [1, 1, 2]}
                    """))
        .hasStackTraceContaining("a standardDeviation is not above 0")
        .hasStackTraceContaining("0 x 8 has no pixels")
        .hasStackTraceContaining("values is missing")
        .hasStackTraceContaining("there is no output 2 of 2")
        .hasStackTraceContaining("an output means two classes");
  }

  private ModuleContract contract(List<Integer> columns) {
    return new ModuleContract(
        golden.mean(),
        golden.standardDeviation(),
        golden.side(),
        golden.side(),
        ModuleValues.LOGITS,
        OUTPUTS,
        columns);
  }

  private static List<Integer> inOrder() {
    return List.of(0, 1, 2, 3, 4);
  }

  private TorchScriptModule load(
      ModuleContract contract, List<Double> mean, List<Double> deviation) {
    return load(MODULE, contract, mean, deviation);
  }

  private TorchScriptModule load(
      Path file, ModuleContract contract, List<Double> mean, List<Double> deviation) {
    return TorchScriptModule.load(file, contract, Task.MULTICLASS, mean, deviation, manager);
  }

  /** The images of make_torchscript.py, normalised as a dataset's would be. */
  private NDArray images(List<Double> mean, List<Double> deviation) {
    int channels = mean.size();
    float[] values = new float[IMAGES * channels * 64];
    for (int i = 0; i < values.length; i++) {
      int channel = i / 64 % channels;
      double pixel = (i * 7919 + 13) % 251;
      values[i] = (float) ((pixel / 255 - mean.get(channel)) / deviation.get(channel));
    }
    return manager.create(values, new Shape(IMAGES, channels, 8, 8));
  }

  private static float[] scores(TorchScriptModule module, NDArray images) {
    return module.scores(images).get(0).toFloatArray();
  }

  private static void assertClose(float[] actual, float[][] expected) {
    assertThat(actual).hasSize(IMAGES * OUTPUTS);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i / OUTPUTS][i % OUTPUTS], within(1e-5f));
    }
  }
}
