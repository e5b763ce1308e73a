package io.stillhouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.training.data.ImageDataset;
import io.stillhouse.training.data.Split;
import io.stillhouse.v1.Evaluation;
import io.stillhouse.v1.LabelMetrics;
import io.stillhouse.v1.ModelEvaluation;
import io.stillhouse.v1.ModelRole;
import io.stillhouse.v1.MultiLabelMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chestxray14-mini} on real radiographs, reduced to 32 pixels, with small networks. */
class ChestXray14RunTest {
  private static final String ARCHIVE = "chestxray14-mini64.zip";

  @TempDir Path workspace;

  @Test
  void aTeacherOfFourteenLabelsBeatsChanceAndEveryFigureStandsBesideItsPositives()
      throws Exception {
    Path archive = LargeData.archive(ARCHIVE);
    CompletedRun run =
        CompletedRun.of(
            workspace,
            "chestxray14-mini",
            List.of(
                "source=" + archive,
                "imageSize=32",
                "teacher=resnet8",
                "student=resnet8x0.5",
                "teacherEpochs=4",
                "epochs=2",
                "views=2",
                "warmupSteps=10"),
            List.of(
                "dataset", "teacher", "scratch", "soft-labels", "student", "evaluate", "explain"));

    ImageDataset dataset = run.dataset();
    Split train = dataset.split("train");
    Split validation = dataset.split("validation");
    Split test = dataset.split("test");
    assertThat(train.size() + validation.size()).isEqualTo(1551);
    assertThat(validation.size()).isBetween(140, 155);
    assertThat(test.size()).isEqualTo(442);
    assertThat(patients(train)).doesNotContainAnyElementsOf(patients(validation));
    assertThat(patients(train)).doesNotContainAnyElementsOf(patients(test));
    assertThat(patients(validation)).doesNotContainAnyElementsOf(patients(test));

    Evaluation evaluation = run.evaluation();
    assertThat(evaluation.getMultiLabel()).isTrue();
    assertThat(evaluation.getExamples()).isEqualTo(442);
    assertThat(evaluation.getClassesList()).hasSize(14).isEqualTo(dataset.info().classes());
    assertThat(evaluation.getModelsList())
        .extracting(ModelEvaluation::getRole)
        .containsExactlyInAnyOrder(ModelRole.TEACHER, ModelRole.SCRATCH, ModelRole.STUDENT);
    List<Long> positives = testPositives(archive, evaluation.getClassesList());
    assertThat(test.info().classCounts().stream().map(Integer::longValue).toList())
        .isEqualTo(positives);
    assertThat(evaluation.getModelsList())
        .allSatisfy(
            model ->
                requireConsistent(model.getMultiLabel(), evaluation.getClassesList(), positives));
    // The mean of 13 areas has a standard error of about 0.025 around chance; teachers came to
    // 0.62 and more.
    assertThat(CompletedRun.model(evaluation, ModelRole.TEACHER).getMultiLabel().getMeanAuc())
        .isGreaterThan(0.56);
    run.requireReport("chestxray14", "Each label", "60 positives", "no positive, no curve");
  }

  private static void requireConsistent(
      MultiLabelMetrics metrics, List<String> classes, List<Long> positives) {
    List<LabelMetrics> labels = metrics.getLabelsList();
    assertThat(labels).extracting(LabelMetrics::getLabel).isEqualTo(classes);
    assertThat(labels).extracting(LabelMetrics::getPositives).isEqualTo(positives);
    // An area is not defined without positives: the sample has none of Mass to test with.
    assertThat(labels)
        .allSatisfy(label -> assertThat(label.hasAuc()).isEqualTo(label.getPositives() > 0));
    List<Double> areas =
        labels.stream().filter(LabelMetrics::hasAuc).map(LabelMetrics::getAuc).toList();
    assertThat(areas).hasSize(13).allSatisfy(area -> assertThat(area).isBetween(0.0, 1.0));
    assertThat(metrics.getMeanAuc())
        .isCloseTo(
            areas.stream().mapToDouble(Double::doubleValue).average().orElse(-1), within(1e-9));
  }

  private static Set<Long> patients(Split split) {
    return Arrays.stream(split.rows()).mapToObj(split::group).collect(Collectors.toSet());
  }

  /** Counts the official table itself: test images with each label. */
  private static List<Long> testPositives(Path archive, List<String> classes) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Set<String> test = Set.copyOf(lines(zip, "test_list.txt"));
      List<List<String>> findings =
          lines(zip, "Data_Entry_2017.csv").stream()
              .map(line -> line.split(",", -1))
              .filter(columns -> test.contains(columns[0]))
              .map(columns -> Arrays.asList(columns[1].split("\\|", -1)))
              .toList();
      return classes.stream()
          .map(name -> findings.stream().filter(found -> found.contains(name)).count())
          .toList();
    }
  }

  private static List<String> lines(ZipFile zip, String name) throws IOException {
    try (InputStream in =
        zip.getInputStream(
            zip.stream()
                .filter(entry -> entry.getName().endsWith(name))
                .findFirst()
                .orElseThrow())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .toList();
    }
  }
}
