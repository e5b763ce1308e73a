package io.stillhouse.dataparallel;

import static io.stillhouse.dataparallel.Workplace.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.v1.RunOutcome;
import io.stillhouse.v1.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps whose workers run networks: native code, in a JVM that serves one job after the other. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ModelsOnFlinkTest {
  private static final Checkout CHECKOUT = Checkout.ofThisBuild();

  private static final String STEPS =
      """
      - name: dataset
        component: dataset-prep
        parameters: {format: idx, source: DIGITS, shardSize: 200, trainExamples: 900, testExamples: 300}
      - name: teacher
        component: teacher-pretraining
        inputs: {dataset: "${steps.dataset.outputs.dataset}"}
        parameters: {architecture: resnet8x0.5, epochs: 1, batchSize: 64, flip: false}
      """;

  private static final String LABELS =
      """
      - name: labels-RUNNER
        component: soft-label-extraction
        cache: false
        dataParallel: {runner: RUNNER}
        inputs: {dataset: "${steps.dataset.outputs.dataset}", teacher: "${steps.teacher.outputs.model}"}
        parameters: {views: 2, flip: false, batchSize: 64}
      """;

  private static final String REPORT =
      """
      - name: report-RUNNER
        component: evaluation
        cache: false
        dataParallel: {runner: RUNNER}
        inputs: {dataset: "${steps.dataset.outputs.dataset}", student: "${steps.teacher.outputs.model}"}
        parameters: {latencyPasses: 0, resamples: 100}
      """;

  @TempDir Path folder;

  @Test
  void teachersAndReportsSayTheSameWhereverTheyAreAsked() throws IOException, InterruptedException {
    Workplace place = new Workplace(folder, CHECKOUT);
    String steps =
        STEPS.replace("DIGITS", CHECKOUT.digits().toString())
            + (LABELS + REPORT).replace("RUNNER", "direct")
            + (LABELS + REPORT).replace("RUNNER", "flink");
    try (FlinkSession session =
        FlinkSession.start(
            folder.resolve("session"), CHECKOUT.sessionClassPath(), Map.of(), Map.of(), 2)) {
      RunOutcome outcome = place.execute(place.create(steps, Map.of("master", session.master())));

      assertThat(outcome.getState()).as(outcome.toString()).isEqualTo(State.SUCCEEDED);
      assertThat(digest(outcome, "labels-flink", "softLabels"))
          .isEqualTo(digest(outcome, "labels-direct", "softLabels"));
      assertThat(digest(outcome, "report-flink", "metrics"))
          .isEqualTo(digest(outcome, "report-direct", "metrics"));
      assertThat(session.get("jobs/overview")).contains("/labels-flink/1/", "/report-flink/1/");
    }
  }
}
