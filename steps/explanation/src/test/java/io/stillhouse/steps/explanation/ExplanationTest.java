package io.stillhouse.steps.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.engine.TorchEngine;
import io.stillhouse.training.modelfile.ModelDescription;
import io.stillhouse.training.modelfile.ModelFolder;
import io.stillhouse.training.modelfile.TrainingHistory;
import io.stillhouse.training.network.Network;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");

  @TempDir Path temporary;
  private StepHarness harness;
  private Path digits;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    digits = temporary.resolve("digits");
    Digits.read(DIGITS).write(digits, 60, 0);
  }

  @Test
  void aStudentThatIsItsTeacherLooksWhereItsTeacherLooks() throws Exception {
    Path teacher = model(1, "resnet8");
    StepExit exit =
        run(
            Map.of("images", 6),
            Map.of(
                "teachers", List.of(teacher),
                "student", List.of(teacher),
                "scratch", List.of(model(2, "resnet8"))));

    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    assertThat(exit.result().getMetricsMap())
        .containsEntry("student.camOverlap", 1.0)
        .containsKeys("teacher.deletion", "scratch.randomDeletion", "scratch.camCorrelation")
        .hasEntrySatisfying("student.camCorrelation", r -> assertThat(r).isGreaterThan(0.999999));
    assertThat(exit.result().getMetricsOrThrow("scratch.camCorrelation")).isLessThan(0.99);
    assertThat(exit.result().getMetricsOrThrow("student.deletion"))
        .isEqualTo(exit.result().getMetricsOrThrow("teacher.deletion"));
  }

  @Test
  void thePageIsOneSoundFileWithAMapOfEveryKind() throws Exception {
    StepExit exit =
        run(
            Map.of("images", 5, "shown", 3),
            Map.of(
                "teachers", List.of(model(1, "resnet8"), model(3, "vgg8x0.25")),
                "student", List.of(model(2, "resnet8", "resnet8"))));

    String page = Files.readString(report(exit).resolve("report.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.replace("<!DOCTYPE html>", "").getBytes("UTF-8")));
    assertThat(page.replaceAll("data:image/png;base64,[^\"]+", ""))
        .doesNotContain("http:", "https:", "<script", "NaN");
    Matcher pictures = Pattern.compile("data:image/png;base64,([^\"]+)").matcher(page);
    int count = 0;
    while (pictures.find()) {
      byte[] png = Base64.getDecoder().decode(pictures.group(1));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(126);
      count++;
    }
    // The image itself, and two kinds of maps of teachers and student.
    assertThat(count).isEqualTo(3 * 5);
    assertThat(Files.readString(report(exit).resolve("report.md")))
        .startsWith("### Grad-CAM maps of student and teacher correlate at ")
        .contains("| student | layer-wise | ", "| teacher | Grad-CAM | ")
        .doesNotContain("scratch |");
  }

  @Test
  void theSameSeedAsksTheSameQuestionsAndGetsTheSameAnswers() throws Exception {
    Map<String, List<Path>> models =
        Map.of("teachers", List.of(model(1, "resnet8")), "student", List.of(model(2, "resnet8")));

    String first = json(run(Map.of("images", 4), models));
    String second = json(run(Map.of("images", 4), models));
    String other = json(run(Map.of("images", 4, "seed", 2), models));

    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void imagesOfSeveralLabelsAreAskedForOneThatTheyHave() throws Exception {
    digits = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(digits, 60, 0);
    StepExit exit =
        run(
            Map.of("images", 60),
            Map.of(
                "teachers", List.of(model(1, "resnet8")), "student", List.of(model(2, "resnet8"))));

    Split train = ImageDataset.open(digits).split("train");
    List<String> classes = train.dataset().classes();
    JsonArray images =
        JsonParser.parseString(json(exit)).getAsJsonObject().getAsJsonArray("images");
    float[] all = train.labelVectors(train.rows(), 0, train.size());
    long labelled = train.info().classCounts().isEmpty() ? 0 : countLabelled(all, classes.size());
    assertThat(images).hasSize((int) labelled);
    for (JsonElement element : images) {
      JsonObject image = element.getAsJsonObject();
      int row = image.get("id").getAsInt();
      float[] labels = train.labelVectors(new int[] {row}, 0, 1);
      assertThat(labels[classes.indexOf(image.get("class").getAsString())]).isOne();
    }
  }

  @Test
  void theTeachersOwnClassCanBeLookedFor() throws Exception {
    Path teacher = model(1, "resnet8");
    StepExit exit =
        run(
            Map.of("images", 20, "target", "teacher"),
            Map.of("teachers", List.of(teacher), "student", List.of(teacher)));

    for (JsonElement image :
        JsonParser.parseString(json(exit)).getAsJsonObject().getAsJsonArray("images")) {
      JsonObject model =
          image.getAsJsonObject().getAsJsonObject("models").getAsJsonObject("teacher");
      // The surest of ten classes has at least a tenth.
      assertThat(model.get("probability").getAsDouble()).isGreaterThanOrEqualTo(0.1);
    }
  }

  @Test
  void modelsOfOtherImagesAreRefused() throws Exception {
    Path teacher = model(1, "resnet8");
    digits = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(digits, 60, 0);
    StepExit exit =
        run(
            Map.of(),
            Map.of("teachers", List.of(teacher), "student", List.of(model(2, "resnet8"))));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .contains("The models do not fit dataset 'digits': teacher ", "task: multiclass");
  }

  private static long countLabelled(float[] vectors, int classes) {
    long labelled = 0;
    for (int from = 0; from < vectors.length; from += classes) {
      float[] row = Arrays.copyOfRange(vectors, from, from + classes);
      boolean any = false;
      for (float label : row) {
        any |= label > 0;
      }
      labelled += any ? 1 : 0;
    }
    return labelled;
  }

  private Path report(StepExit exit) {
    return harness.output(exit, "report");
  }

  private String json(StepExit exit) throws Exception {
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    return Files.readString(report(exit).resolve("explanations.json"));
  }

  private StepExit run(Map<String, Object> parameters, Map<String, List<Path>> models)
      throws Exception {
    Map<String, Object> all =
        new HashMap<>(Map.of("split", "train", "deletionSteps", 5, "randomOrders", 2));
    all.putAll(parameters);
    Map<String, List<InputArtifact>> wired = new HashMap<>();
    wired.put("dataset", List.of(harness.artifact(digits, ArtifactType.DATASET, "")));
    for (Map.Entry<String, List<Path>> input : models.entrySet()) {
      List<InputArtifact> artifacts = new ArrayList<>();
      for (Path model : input.getValue()) {
        artifacts.add(harness.artifact(model, ArtifactType.MODEL, ""));
      }
      wired.put(input.getKey(), artifacts);
    }
    return harness.run(new Explanation(), all, wired);
  }

  private Path model(long seed, String... branches) throws Exception {
    Path directory =
        Files.createDirectories(temporary.resolve("model-" + seed + "-" + branches.length));
    TorchEngine.start(1);
    ModelDescription description =
        ModelDescription.of(ImageDataset.open(digits).info(), List.of(branches), 1);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = ModelFolder.create(description, manager, seed)) {
      ModelFolder.write(directory, description.measured(network), network, TrainingHistory.empty());
    }
    return directory;
  }
}
