package io.stillhouse.steps.modelexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.steps.modelexport.onnx.OnnxModel;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.network.ImageRegion;
import io.stillhouse.training.network.Network;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.ClassificationMetrics;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExportTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet8",
        "resnet14x0.5",
        "wrn-10-2",
        "vgg8x0.25",
        "vgg11x0.25",
        "mobilenetv2x0.5"
      })
  void everyArchitectureGivesTheSameLogitsInOnnxRuntime(String architecture) throws Exception {
    Exported exported = multiclass().model(1, architecture);
    StepExit exit = exported.run(Map.of());

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.result().getMetricsOrThrow("onnx.largestDifference")).isLessThan(1e-4);
    assertThat(differingFrom(exported, exported.output(exit))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18-imagenet",
        "resnet50-imagenet",
        "densenet121",
        "densenet161",
        "densenet-22-12",
        "mobilenetv2x0.25-imagenet",
        "shufflenetv2x0.5",
        "efficientnet-b0",
        "eeea-net-c2"
      })
  void soDoesEveryArchitectureForLargerImages(String architecture) throws Exception {
    Exported exported = new Exported(temporary, Task.MULTILABEL, 35, 33).model(1, architecture);
    StepExit exit = exported.run(Map.of());
    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.result().getMetricsOrThrow("onnx.largestDifference")).isLessThan(1e-4);
  }

  @Test
  void aNetworkOfARegionTakesTheWholeImage() throws Exception {
    StepExit exit = multiclass().modelOf(ImageRegion.parse("bottom-left"), "resnet8").run(Map.of());
    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.result().getMetricsOrThrow("onnx.largestDifference")).isLessThan(1e-4);
  }

  @Test
  void theMeanOfBranchesIsThatOfTheirProbabilities() throws Exception {
    Exported exported = multiclass().model(1, "resnet8", "resnet8x0.5", "vgg8x0.25");
    Path output = exported.output(exported.run(Map.of()));

    assertThat(ModelFolder.description(output).branches()).hasSize(3);
    assertThat(sums(output)).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-5)));
    JsonObject check = card(output).getAsJsonObject("onnx").getAsJsonObject("check");
    assertThat(check.get("images").getAsInt()).isEqualTo(Exported.IMAGES);
    assertThat(check.get("largestDifference").getAsDouble()).isBetween(1e-9, 1e-4);
    assertThat(check.get("otherAnswers").getAsInt()).isZero();
  }

  @Test
  void branchesOfIndependentLabelsAreAveragedLabelByLabel() throws Exception {
    Exported exported =
        new Exported(temporary, Task.MULTILABEL, 16, 12).model(1, "resnet8", "resnet8");
    StepExit exit = exported.run(Map.of());

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.result().getMetricsMap()).containsKeys("export.meanAuc", "export.bce");
    assertThat(sums(exported.output(exit))).anyMatch(sum -> Math.abs(sum - 1) > 0.1);
    assertThat(Files.readString(exported.output(exit).resolve("MODEL_CARD.md")))
        .contains("| Label | AUC |", "| Füchsin | 0.");
  }

  @Test
  void oneBranchBecomesAPlainModelWithTheWeightsOfTheTrunk() throws Exception {
    Exported exported = multiclass().model(1.7, "resnet8", "resnet8x0.5");
    Path output = exported.output(exported.run(Map.of("branch", 2)));

    ModelDescription description = ModelFolder.description(output);
    assertThat(description.architecture()).isEqualTo("resnet8x0.5-on-resnet8-0");
    assertThat(description.branches()).isNull();
    assertThat(description.temperature()).isEqualTo(1);
    try (NDManager manager = NDManager.newBaseManager();
        Network whole = ModelFolder.load(exported.modelFolder(), manager);
        Network branch = ModelFolder.load(output, manager)) {
      assertThat(branch.parameters().get("conv1.weight").array().toFloatArray())
          .isEqualTo(whole.parameters().get("shared.conv1.weight").array().toFloatArray());
      assertThat(branch.parameters().get("fc.weight").array().toFloatArray())
          .isEqualTo(whole.parameters().get("branches.1.fc.weight").array().toFloatArray());
    }
    assertThat(card(output).getAsJsonObject("lineage").get("branch").getAsInt()).isEqualTo(2);
  }

  @Test
  void aBranchThatIsNotThereIsRefused() throws Exception {
    StepExit exit = multiclass().model(1, "resnet8", "resnet8").run(Map.of("branch", 3));
    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage()).contains("no branch 3: the model has 2");
  }

  @Test
  void theFileSaysHowItIsToBeUsed() throws Exception {
    Exported exported = multiclass().model(2, "resnet8");
    Path output = exported.output(exported.run(Map.of()));

    try (OrtSession session =
        OrtEnvironment.getEnvironment().createSession(output.resolve("model.onnx").toString())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertThat(
              JsonParser.parseString(metadata.get("labels")).getAsJsonArray().get(1).getAsString())
          .isEqualTo("dog \"or\" wolf");
      JsonObject preprocessing =
          JsonParser.parseString(metadata.get("preprocessing")).getAsJsonObject();
      assertThat(preprocessing.get("layout").getAsString()).isEqualTo("NCHW");
      assertThat(preprocessing.getAsJsonArray("mean")).hasSize(3);
      assertThat(metadata).containsEntry("temperature", "2.0").containsEntry("task", "multiclass");
      assertThat(session.getInputNames()).containsExactly("images");
      assertThat(session.getOutputNames()).containsExactly("logits", "probabilities");
    }
    float[][] outputs = outputs(output);
    for (int row = 0; row < outputs[0].length; row += Exported.CLASSES.size()) {
      double[] expected = softmax(outputs[0], row, 2);
      for (int c = 0; c < expected.length; c++) {
        assertThat((double) outputs[1][row + c]).isCloseTo(expected[c], within(1e-5));
      }
    }
  }

  @Test
  void anExportThatDiffersTooMuchIsNotGivenOut() throws Exception {
    StepExit exit = multiclass().model(1, "resnet8").run(Map.of("tolerance", 1e-12));
    assertThat(exit.code()).isEqualTo(ExitCode.APPLICATION_ERROR);
    assertThat(exit.result().getError().getMessage())
        .contains("more than the tolerance of 1.00e-12", "not given out");
    assertThat(exit.result().getOutputsCount()).isZero();
  }

  @Test
  void figuresOfTheEvaluationAreTakenWhenTheyAreThisModels() throws Exception {
    Exported exported = multiclass().model(1, "resnet8");
    double accuracy =
        card(exported.output(exported.run(Map.of())))
            .getAsJsonObject("measured")
            .getAsJsonObject("figures")
            .get("accuracy")
            .getAsDouble();

    Path told = evaluation("told", "student", accuracy);
    Path output =
        exported.output(exported.wire("metrics", told, ArtifactType.METRICS).run(Map.of()));
    assertThat(card(output).getAsJsonObject("measured").get("source").getAsString())
        .isEqualTo("the run's evaluation");
    assertThat(Files.readString(output.resolve("MODEL_CARD.md")))
        .contains("| Macro F1 | 0.1250 |", "**Not stated.**");

    Path other = evaluation("other", "student", accuracy + 0.1);
    StepExit refused = exported.wire("metrics", other, ArtifactType.METRICS).run(Map.of());
    assertThat(refused.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(refused.result().getError().getMessage()).contains("measured another model");

    Path unnamed = evaluation("unnamed", "teacher", accuracy);
    StepExit unknown = exported.wire("metrics", unnamed, ArtifactType.METRICS).run(Map.of());
    assertThat(unknown.result().getError().getMessage())
        .contains("no model 'student' but [teacher]");
    assertThat(exported.run(Map.of("evaluatedAs", "teacher")).code()).isEqualTo(ExitCode.SUCCESS);
  }

  private Exported multiclass() throws IOException {
    return new Exported(temporary, Task.MULTICLASS, 16, 12);
  }

  private Path evaluation(String folder, String model, double accuracy) throws IOException {
    Path directory = Files.createDirectories(temporary.resolve(folder));
    Evaluation evaluation =
        Evaluation.newBuilder()
            .setDataset("animals")
            .setSplit("test")
            .setExamples(Exported.IMAGES)
            .addModels(
                ModelEvaluation.newBuilder()
                    .setName(model)
                    .setClassification(
                        ClassificationMetrics.newBuilder().setAccuracy(accuracy).setMacroF1(0.125)))
            .build();
    Files.write(directory.resolve("evaluation.json"), ProtoJson.write(evaluation));
    return directory;
  }

  /** Names of the arrays that are not as they were trained. */
  private static List<String> differingFrom(Exported exported, Path output) throws IOException {
    try (NDManager manager = NDManager.newBaseManager();
        Network trained = ModelFolder.load(exported.modelFolder(), manager);
        Network again = ModelFolder.load(output, manager)) {
      return trained.parameters().stream()
          .filter(
              parameter ->
                  !Arrays.equals(
                      parameter.array().toFloatArray(),
                      again.parameters().get(parameter.name()).array().toFloatArray()))
          .map(parameter -> parameter.name())
          .toList();
    }
  }

  private static List<Double> sums(Path output) throws OrtException, IOException {
    float[] probabilities = outputs(output)[1];
    int classes = Exported.CLASSES.size();
    Double[] sums = new Double[probabilities.length / classes];
    for (int row = 0; row < sums.length; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += probabilities[row * classes + c];
      }
      sums[row] = sum;
    }
    return List.of(sums);
  }

  /** Logits and probabilities of two images, as a user of ONNX Runtime gets them. */
  private static float[][] outputs(Path output) throws OrtException, IOException {
    ModelDescription description = ModelFolder.description(output);
    int size = description.channels() * description.height() * description.width();
    float[] images = new float[2 * size];
    for (int i = 0; i < images.length; i++) {
      images[i] = (i * 37 % 256) / 255f;
    }
    long[] shape = {2, description.channels(), description.height(), description.width()};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(output.resolve("model.onnx").toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, input))) {
      float[][] outputs = new float[2][];
      for (int i = 0; i < 2; i++) {
        FloatBuffer values = ((OnnxTensor) result.get(i)).getFloatBuffer();
        outputs[i] = new float[values.remaining()];
        values.get(outputs[i]);
      }
      return outputs;
    }
  }

  private static double[] softmax(float[] logits, int offset, double temperature) {
    double[] values = new double[Exported.CLASSES.size()];
    double sum = 0;
    for (int c = 0; c < values.length; c++) {
      values[c] = Math.exp(logits[offset + c] / temperature);
      sum += values[c];
    }
    for (int c = 0; c < values.length; c++) {
      values[c] /= sum;
    }
    return values;
  }

  private static JsonObject card(Path output) throws IOException {
    return JsonParser.parseString(Files.readString(output.resolve("model_card.json")))
        .getAsJsonObject();
  }
}
