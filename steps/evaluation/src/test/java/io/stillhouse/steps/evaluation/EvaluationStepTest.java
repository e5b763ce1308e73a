package io.stillhouse.steps.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.Float16Utils;
import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.training.data.Task;
import io.stillhouse.training.tensorfile.ElementType;
import io.stillhouse.training.tensorfile.TensorFileReader;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import io.stillhouse.v1.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationStepTest {
  private static final List<String> CLASSES = List.of("zero", "one", "two");

  @TempDir Path temporary;

  @Test
  void teachersBaselineAndBranchedStudentAreMeasuredAndReported() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTICLASS, CLASSES)
            .model("teachers", "teacher-a", "a", 1, "resnet8")
            .model("teachers", "teacher-b", "b", 2, "resnet8")
            .model("scratch", "scratch", "", 3, "resnet8", "resnet8")
            .model("student", "student", "", 4, "resnet8", "resnet8");
    StepExit exit = run.run();

    assertThat(exit.result().getError().getMessage()).isEmpty();
    assertThat(exit.code()).isEqualTo(ExitCode.SUCCESS);
    Evaluation evaluation = evaluation(run, exit);
    assertThat(evaluation.getModelsList())
        .extracting(ModelEvaluation::getName)
        .containsExactly(
            "teacher a",
            "teacher b",
            "ensemble of teachers",
            "scratch",
            "student",
            "student branch 1",
            "student branch 2");
    ModelEvaluation student = evaluation.getModels(4);
    assertThat(student.getRole()).isEqualTo(ModelRole.STUDENT);
    assertThat(student.getArchitecture()).isEqualTo("resnet8 × 2");
    assertThat(student.getLatency().getPasses()).isEqualTo(10);
    assertThat(student.getLatency().getP99Seconds())
        .isGreaterThanOrEqualTo(student.getLatency().getP50Seconds())
        .isPositive();
    assertThat(student.getParameters()).isGreaterThan(evaluation.getModels(0).getParameters());
    assertThat(student.getFileBytes()).isGreaterThan(4 * student.getParameters());
    assertThat(exit.result().getMetricsMap())
        .containsEntry("student.accuracy", student.getClassification().getAccuracy())
        .containsKeys("scratch.accuracy", "teacher.accuracy", "student.nll", "student.ece");
    Path report = output(run, exit, "report");
    assertThat(Files.readString(report.resolve("report.html"))).contains("data:image/png;base64,");
    assertThat(Files.readString(report.resolve("report.md"))).contains("| student branch 2 |");
  }

  @Test
  void predictionsAreKeptSoThatTheFiguresCanBeFoundAgain() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTICLASS, CLASSES)
            .model("teachers", "teacher", "", 1, "resnet8")
            .model("student", "student", "", 4, "resnet8");
    StepExit exit = run.run();

    TensorFileReader file =
        TensorFileReader.open(output(run, exit, "metrics").resolve(PredictionsFile.NAME));
    assertThat(file.names())
        .containsExactlyInAnyOrder("ids", "labels", "logits/teacher", "logits/student");
    assertThat(file.info("logits/student").type()).isEqualTo(ElementType.FLOAT16);
    var halves =
        file.bytes("logits/student", ElementType.FLOAT16, SmallRun.IMAGES, 3).asShortBuffer();
    var labels = file.bytes("labels").asLongBuffer();
    int right = 0;
    for (int row = 0; row < SmallRun.IMAGES; row++) {
      int best = 0;
      for (int c = 1; c < 3; c++) {
        float value = half(halves.get(3 * row + c));
        best = value > half(halves.get(3 * row + best)) ? c : best;
      }
      right += best == labels.get(row) ? 1 : 0;
    }
    assertThat((double) right / SmallRun.IMAGES)
        .isCloseTo(exit.result().getMetricsOrThrow("student.accuracy"), within(0.04));
  }

  @Test
  void theSameModelAsBaselineAndStudentIsNoGainAndNoGap() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTICLASS, CLASSES)
            .model("scratch", "scratch", "", 4, "resnet8")
            .model("student", "student", "", 4, "resnet8");
    StepExit exit = run.run();

    Evaluation evaluation = evaluation(run, exit);
    var comparison = evaluation.getDistillations(0).getComparisons(0);
    assertThat(comparison.getDifference()).isZero();
    assertThat(comparison.getLower()).isZero();
    assertThat(comparison.getUpper()).isZero();
    assertThat(exit.result().getMetricsMap())
        .doesNotContainKeys("gapRecovered", "teacher.accuracy");
    assertThat(Files.readString(output(run, exit, "report").resolve("report.md")))
        .startsWith("### Inconclusive: 0.00 points");
  }

  @Test
  void severalLabelsAnImageGiveAreasUnderCurves() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTILABEL, CLASSES)
            .model("teachers", "teacher", "", 1, "resnet8")
            .model("scratch", "scratch", "", 3, "resnet8")
            .model("student", "student", "", 4, "resnet8");
    StepExit exit = run.run();

    Evaluation evaluation = evaluation(run, exit);
    assertThat(evaluation.getMultiLabel()).isTrue();
    assertThat(evaluation.getModels(2).getMultiLabel().getLabels(1).getPositives())
        .isEqualTo(SmallRun.IMAGES / 3);
    assertThat(exit.result().getMetricsMap())
        .containsKeys("student.auc", "scratch.auc", "teacher.auc")
        .doesNotContainKey("student.accuracy");
  }

  @Test
  void theSameTaskGivesTheSameFigures() throws Exception {
    Evaluation first = untimed("first");
    Evaluation second = untimed("second");

    assertThat(first).isEqualTo(second);
  }

  @Test
  void modelsOfOtherClassesAreRefusedByName() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTICLASS, CLASSES)
            .trainedFor(List.of("cat", "dog", "two"))
            .model("student", "student", "", 1, "resnet8");
    StepExit exit = run.run();

    assertThat(exit.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(exit.result().getError().getErrorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    assertThat(exit.result().getError().getMessage())
        .isEqualTo(
            "The models do not fit dataset 'tiny': student knows other classes (cat, dog, two)");
  }

  @Test
  void aSplitThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
    SmallRun run =
        new SmallRun(temporary, Task.MULTICLASS, CLASSES)
            .model("student", "student", "", 1, "resnet8");
    run.task().putParameters("split", Value.newBuilder().setStringValue("validation").build());

    assertThat(run.run().result().getError().getMessage())
        .isEqualTo(
            "dataset 'tiny' has no images in split 'validation'; set parameter split to one of [test]");
  }

  private Evaluation untimed(String name) throws IOException {
    SmallRun run =
        new SmallRun(temporary.resolve(name), Task.MULTICLASS, CLASSES)
            .model("teachers", "teacher", "", 1, "resnet8")
            .model("scratch", "scratch", "", 2, "resnet8")
            .model("student", "student", "", 3, "resnet8");
    run.task().putParameters("latencyPasses", SmallRun.integer(0));
    return evaluation(run, run.run());
  }

  private static Evaluation evaluation(SmallRun run, StepExit exit) throws IOException {
    assertThat(exit.result().getError().getMessage()).isEmpty();
    Path file = output(run, exit, "metrics").resolve(EvaluationStep.EVALUATION_FILE);
    return ProtoJson.read(
        Files.readAllBytes(file), Evaluation.getDefaultInstance(), file.toString());
  }

  private static Path output(SmallRun run, StepExit exit, String name) {
    return new ArtifactReader(run.store()).materialise(exit.result().getOutputsOrThrow(name));
  }

  private static float half(short bits) {
    return Float16Utils.halfToFloat(bits);
  }
}
