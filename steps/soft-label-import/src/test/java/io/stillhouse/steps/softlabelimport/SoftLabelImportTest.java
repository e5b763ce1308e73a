package io.stillhouse.steps.softlabelimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.training.data.Augmentation;
import io.stillhouse.training.data.DatasetInfo;
import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.training.data.View;
import io.stillhouse.training.data.ViewSampler;
import io.stillhouse.training.softlabel.SoftLabels;
import io.stillhouse.training.softlabel.TeacherEnsemble;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileWriter;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftLabelImportTest {
  private static final Path DIGITS = Path.of("../../pipeline-defs/data/mnist10k");
  private static final int TRAIN = 250;
  private static final int VALIDATION = 60;

  @TempDir Path temporary;
  private StepHarness harness;
  private Path digits;
  private InputArtifact dataset;

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(Path.of("component.yaml"), temporary.resolve("store"));
    digits = temporary.resolve("digits");
    Digits.read(DIGITS).write(digits, TRAIN, VALIDATION);
    dataset = harness.artifact(digits, ArtifactType.DATASET, "");
  }

  @Test
  void aTableInAnyOrderBecomesSoftLabelsThatTrainingTakes() throws Exception {
    List<String> lines = table(TRAIN + VALIDATION);
    Collections.shuffle(lines.subList(1, lines.size()), new Random(3));
    StepExit exit = run(Map.of("source", csv(lines), "name", "service"));

    assertThat(exit.code()).as(message(exit)).isEqualTo(ExitCode.SUCCESS);
    SoftLabels softLabels = SoftLabels.open(harness.output(exit, "softLabels"));
    Split train = ImageDataset.open(digits).split(DatasetInfo.TRAIN);
    TeacherEnsemble teachers = TeacherEnsemble.over(train, List.of(softLabels));
    assertThat(teachers.names()).containsExactly("service");
    assertThat(teachers.views()).isEqualTo(1);
    float[] logits = new float[10];
    for (int row = 0; row < TRAIN; row++) {
      assertThat(teachers.view(row, 0)).isEqualTo(Augmentation.NONE.plainView());
      teachers.copyLogits(0, row, 0, logits, 0);
      double[] expected = probabilities(train.id(row));
      double total = 0;
      for (float logit : logits) {
        total += Math.exp(logit);
      }
      for (int c = 0; c < 10; c++) {
        // float16 has 11 bits and the table six decimals.
        assertThat(Math.exp(logits[c]) / total).isCloseTo(expected[c], within(4e-3));
      }
    }
    assertThat(softLabels.split(DatasetInfo.VALIDATION).size()).isEqualTo(VALIDATION);
    assertThat(softLabels.info().temperature()).isNotEqualTo(1);
  }

  @Test
  void withoutPredictionsOfTheValidationSplitTheTeacherIsNotCalibrated() throws Exception {
    StepExit exit = run(Map.of("source", csv(table(TRAIN))));

    assertThat(exit.code()).as(message(exit)).isEqualTo(ExitCode.SUCCESS);
    SoftLabels softLabels = SoftLabels.open(harness.output(exit, "softLabels"));
    assertThat(softLabels.info().temperature()).isEqualTo(1);
    assertThat(softLabels.info().splits()).containsOnlyKeys(DatasetInfo.TRAIN);
  }

  @Test
  void everyViewOfAnImageHasThePredictionOfTheImage() throws Exception {
    StepExit exit =
        run(Map.of("source", csv(table(TRAIN)), "views", 3, "padding", 2, "viewSeed", 5));

    SoftLabels.Rows rows =
        SoftLabels.open(harness.output(exit, "softLabels")).split(DatasetInfo.TRAIN);
    ViewSampler sampler = new ViewSampler(5, new Augmentation(2, false));
    float[] first = new float[10];
    float[] other = new float[10];
    List<View> seen = new ArrayList<>();
    for (int row = 0; row < TRAIN; row++) {
      rows.copyLogits(row, 0, first, 0);
      for (int view = 0; view < 3; view++) {
        rows.copyLogits(row, view, other, 0);
        assertThat(other).isEqualTo(first);
        assertThat(rows.view(row, view)).isEqualTo(sampler.view(rows.id(row), view));
        seen.add(rows.view(row, view));
      }
    }
    assertThat(seen).contains(new View(0, 4, false), new View(2, 2, false));
  }

  @Test
  void allDefectsAreToldAtOnceWithTheirLines() throws Exception {
    List<String> lines = table(TRAIN - 2);
    lines.set(0, "id,0,1,2,3,4,5,6,7,8,9,file");
    lines.replaceAll(line -> line.startsWith("id") ? line : line + ",a.png");
    lines.set(3, "2,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.3,a.png");
    lines.set(4, "3,1.5,0,0,0,0,0,0,0,0,-0.5,a.png");
    lines.set(5, "4,0.1,0.1,0.1,x,0.1,0.1,0.1,0.1,0.1,0.1,a.png");
    lines.set(6, "seven" + lines.get(6).substring(1));
    lines.set(7, "5,0.5,0.5");
    lines.add(lines.get(1));
    lines.add("99999,1,0,0,0,0,0,0,0,0,0,a.png");

    StepExit exit = run(Map.of("source", csv(lines)));

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(message(exit))
        .contains("predictions.csv cannot be used as predictions; 10 defects:")
        .contains("line 1: column 'file' is no class of the dataset; name it in ignoredColumns")
        .contains("line 4: the probabilities sum up to 1.2")
        .contains("line 5: class '0' is 1.5; a probability is in [0, 1]")
        .contains("line 5: class '9' is -0.5")
        .contains("line 6: class '3' is 'x', no number")
        .contains("line 7: 'seven' is no image's number")
        .contains("line 8: 3 columns where the header has 12")
        .contains("line 250: image 0 has a row already, in line 2")
        .contains("line 251: the dataset has no image 99999; its images by split: train 250")
        .contains("4 of 250 images of split 'train' have no row: 5, 6, 248, 249");
  }

  @Test
  void columnsThatAreMisspeltAreTold() throws Exception {
    Path labels = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(labels, 2, 0);
    dataset = harness.artifact(labels, ArtifactType.DATASET, "");

    StepExit exit =
        run(Map.of("source", csv(List.of("image,even,abovefour,even,loop", "0,1,1,0,1"))));

    assertThat(message(exit))
        .contains(
            "line 1: column 'abovefour' is no class of the dataset; did you mean 'above four'?")
        .contains("line 1: column 'even' is there twice")
        .contains("line 1: there is no column 'id' with the numbers of the images; idColumn names")
        .contains("line 1: there is no column for class above four");
  }

  @Test
  void predictionsOfIndependentLabelsBecomeLogOdds() throws Exception {
    Path labels = temporary.resolve("labels");
    Digits.read(DIGITS).writeMultiLabel(labels, 2, 0);
    dataset = harness.artifact(labels, ArtifactType.DATASET, "");

    StepExit exit =
        run(
            Map.of(
                "source",
                csv(List.of("loop,image,above four,even", "0.5,1,0.9,1", "0.25,0,0.5,0")),
                "idColumn",
                "image"));

    assertThat(exit.code()).as(message(exit)).isEqualTo(ExitCode.SUCCESS);
    SoftLabels.Rows rows =
        SoftLabels.open(harness.output(exit, "softLabels")).split(DatasetInfo.TRAIN);
    float[] logits = new float[3];
    int zero = rows.id(0) == 0 ? 0 : 1;
    rows.copyLogits(zero, 0, logits, 0);
    assertThat(logits[0]).isCloseTo((float) Math.log(1e-6), within(0.01f));
    assertThat(logits[1]).isZero();
    assertThat(logits[2]).isCloseTo((float) Math.log(1 / 3.0), within(0.001f));
  }

  @Test
  void theLogitsOfAnEvaluationAreTakenFromItsMetrics() throws Exception {
    Path metrics = Files.createDirectories(temporary.resolve("metrics"));
    Files.move(
        tensors("logits/student", "logits/scratch"), metrics.resolve("predictions.safetensors"));
    InputArtifact evaluation = harness.artifact(metrics, ArtifactType.METRICS, "");
    Map<String, List<InputArtifact>> wired =
        Map.of("dataset", List.of(dataset), "predictions", List.of(evaluation));

    StepExit unclear = harness.run(new SoftLabelImport(), Map.of(), wired);
    StepExit misspelt =
        harness.run(new SoftLabelImport(), Map.of("tensor", "logits/studnet"), wired);
    StepExit exit = harness.run(new SoftLabelImport(), Map.of("tensor", "logits/student"), wired);

    assertThat(unclear.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(message(unclear)).contains("2 tensors of predictions", "name one with parameter");
    assertThat(message(misspelt)).contains("did you mean 'logits/student'?");
    SoftLabels.Rows rows =
        SoftLabels.open(harness.output(exit, "softLabels")).split(DatasetInfo.TRAIN);
    float[] logits = new float[10];
    rows.copyLogits(4, 0, logits, 0);
    assertThat(logits).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
  }

  @Test
  void aFileAndAnEvaluationTogetherAreRefusedAndSoIsNeither() throws Exception {
    assertThat(message(run(Map.of())))
        .contains("give either parameter source or input predictions, as there is no file");
    Path text = Files.writeString(temporary.resolve("predictions.txt"), "id");
    assertThat(message(run(Map.of("source", text.toString()))))
        .contains("predictions.txt is neither a .csv nor a .safetensors");
  }

  private StepExit run(Map<String, Object> parameters) {
    return harness.run(new SoftLabelImport(), parameters, Map.of("dataset", List.of(dataset)));
  }

  private static String message(StepExit exit) {
    return exit.result().getError().getMessage();
  }

  private String csv(List<String> lines) throws IOException {
    return Files.write(temporary.resolve("predictions.csv"), lines).toString();
  }

  /** Predictions of the images 0 .. count-1, which are those of the dataset in order. */
  private static List<String> table(int count) {
    List<String> lines = new ArrayList<>(List.of("id,9,8,7,6,5,4,3,2,1,0"));
    for (int id = 0; id < count; id++) {
      StringBuilder line = new StringBuilder().append(id);
      double[] probabilities = probabilities(id);
      for (int c = 9; c >= 0; c--) {
        line.append(String.format(Locale.ROOT, ",%.6f", probabilities[c]));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static double[] probabilities(long id) {
    Random random = new Random(id);
    double[] values = random.doubles(10, 0.001, 1).toArray();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    for (int c = 0; c < values.length; c++) {
      values[c] /= sum;
    }
    return values;
  }

  /** Float32 tensors of all training images; the logit of class c of image i is i + c. */
  private Path tensors(String... names) throws IOException {
    TensorFileWriter writer =
        new TensorFileWriter()
            .metadata("dataset", "digits")
            .addLongs("ids", IntStream.range(0, TRAIN).asLongStream().toArray(), TRAIN);
    for (String name : names) {
      ByteBuffer values = ByteBuffer.allocate(TRAIN * 10 * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < TRAIN * 10; i++) {
        values.putFloat(i / 10 + i % 10);
      }
      writer.add(name, ElementType.FLOAT32, values.flip(), TRAIN, 10);
    }
    Path file = temporary.resolve("tensors");
    writer.write(file);
    return file;
  }
}
