package io.stillhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.stillhouse.v1.CompareRunsRequest;
import io.stillhouse.v1.CompareRunsResponse;
import io.stillhouse.v1.Conclusion;
import io.stillhouse.v1.RunServiceGrpc;
import io.stillhouse.v1.Verdict;
import io.stillhouse.v1.VerdictBasis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneSeedASideTest {
  @TempDir private Path folder = Path.of("");
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RunningServer(folder);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String run(String pipeline, int variant, String answers) throws Exception {
    String name =
        server.createFrom(
            """
            apiVersion: stillhouse.io/v1
            kind: Pipeline
            metadata: {name: PIPELINE}
            steps:
              - name: images
                component: picturing
                parameters: {variant: VARIANT}
              - name: evaluate
                component: answering
                parameters: {ANSWERS}
                inputs: {dataset: "${steps.images.outputs.dataset}"}
            """
                .replace("PIPELINE", pipeline)
                .replace("VARIANT", Integer.toString(variant))
                .replace("ANSWERS", answers),
            pipeline);
    server.await(name, "SUCCEEDED");
    return name;
  }

  private CompareRunsResponse compare(String baseline, String... judged) {
    CompareRunsRequest.Builder request = CompareRunsRequest.newBuilder().addRuns(baseline);
    for (String run : judged) {
      request.addRuns(run);
    }
    return server.client(RunServiceGrpc.RunServiceBlockingStub.class).compareRuns(request.build());
  }

  @Test
  void isJudgedByTheImagesThatBothAnswered() throws Exception {
    String quarterWrong = run("quarter", 1, "wrongEvery: 4");
    String tenthWrong = run("tenth", 1, "wrongEvery: 10");
    String otherQuarterWrong = run("other", 1, "wrongEvery: 4, first: 1");

    CompareRunsResponse answer = compare(quarterWrong, tenthWrong, otherQuarterWrong);

    Verdict better = answer.getVerdicts(0);
    assertThat(better.getDifference()).isCloseTo(0.15, within(1e-9));
    // 80 of 400 images only the one, 20 only the other: a standard error of 0.02385.
    assertThat(better.getLower()).isCloseTo(0.15 - 1.96 * 0.02385, within(0.006));
    assertThat(better.getUpper()).isCloseTo(0.15 + 1.96 * 0.02385, within(0.006));
    assertThat(better.getConclusion()).isEqualTo(Conclusion.BETTER);
    assertThat(better.getBasis()).isEqualTo(VerdictBasis.OVER_IMAGES);
    assertThat(better.getImages()).isEqualTo(400);
    assertThat(better.getResamples()).isEqualTo(2000);
    assertThat(better.getOnlyGroupRight()).isEqualTo(80);
    assertThat(better.getOnlyBaselineRight()).isEqualTo(20);
    // R: binom.test(20, 100)$p.value
    assertThat(better.getMcnemarP()).isCloseTo(1.116e-9, within(1e-12));
    assertThat(better.getMethod())
        .contains("paired bootstrap over the 400 images of split test", "2,000 resamples", "seed 1")
        .contains("80 images only it names rightly");

    Verdict alike = answer.getVerdicts(1);
    assertThat(alike.getConclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
    assertThat(alike.getLower()).isNegative();
    assertThat(alike.getUpper()).isPositive();
    assertThat(alike.getMcnemarP()).isEqualTo(1);

    server.restartWithNewIndex();
    server.awaitIndexed(quarterWrong, tenthWrong, otherQuarterWrong);
    assertThat(compare(quarterWrong, tenthWrong, otherQuarterWrong).getVerdictsList())
        .isEqualTo(answer.getVerdictsList());
  }

  @Test
  void isNotJudgedWhenTheTestSetsDiffer() throws Exception {
    String one = run("one", 1, "wrongEvery: 4");
    String two = run("two", 2, "wrongEvery: 10");
    Verdict verdict = compare(one, two).getVerdicts(0);
    assertThat(verdict.getConclusion()).isEqualTo(Conclusion.INCONCLUSIVE);
    assertThat(verdict.hasLower()).isFalse();
    assertThat(verdict.getBasis()).isEqualTo(VerdictBasis.VERDICT_BASIS_UNSPECIFIED);
    assertThat(verdict.getMethod()).contains("different test sets");
  }

  @Test
  void isNotJudgedWithoutAnswersToSingleImages() throws Exception {
    String one = server.create("one", "points: 1");
    String two = server.create("two", "points: 2");
    server.await(one, "SUCCEEDED");
    server.await(two, "SUCCEEDED");
    Verdict verdict = compare(one, two).getVerdicts(0);
    assertThat(verdict.hasLower()).isFalse();
    assertThat(verdict.getMethod()).contains(two + " has no evaluation");
  }
}
