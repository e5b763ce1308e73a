package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactReader;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.StepResult;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step's process finds its store by the task's URI and the environment, and nothing else. */
@Timeout(180)
class GcsStepProcessTest extends GcsFixture {

  @Test
  void aStepReadsItsInputFromTheBucketAndCommitsToIt() throws Exception {
    StepFixture run = new StepFixture(temporary, straight);
    String uri = run.task(1, 25, "well");
    assertThat(uri).startsWith("gs://");
    try (ChildJvm process = start(uri)) {
      assertThat(process.exitCode()).as(process.output()).isZero();
    }
    StepResult result = run.result(1);
    assertThat(result.hasError()).isFalse();
    assertThat(result.getMetricsMap()).isEqualTo(Map.of("count.turns", 25.0));
    assertThat(run.events(1)).isNotEmpty();
    ArtifactReference model = result.getOutputsOrThrow("model");
    new ArtifactReader(straight).verify(model);
    assertThat(temporary.resolve("cache")).as("local copies").isEmptyDirectory();
  }

  @Test
  void aKilledStepGoesOnFromItsCheckpointInTheBucket() throws Exception {
    StepFixture run = new StepFixture(temporary, straight);
    String checkpoints = StepFixture.RUN.checkpoints("count");
    try (ChildJvm process = start(run.task(1, 150, "well"))) {
      while (straight.children(checkpoints).size() < 2) { // so the first is complete
        assertThat(process.isAlive()).as(process.output()).isTrue();
        Thread.sleep(5);
      }
      process.kill();
    }
    assertThat(straight.read(StepFixture.RUN.attempt("count", 1).result())).isEmpty();
    try (ChildJvm process = start(run.task(2, 150, "well"))) {
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).containsPattern("starting at turn [1-9]");
    }
    new ArtifactReader(straight).verify(run.result(2).getOutputsOrThrow("model"));
  }

  private ChildJvm start(String uri) throws Exception {
    Map<String, String> environment = new TreeMap<>(environment(server.address().toString()));
    environment.put("STILLHOUSE_TASK", uri);
    return ChildJvm.start(
        Files.createTempFile(temporary, "log", ""), CountingStep.class, environment);
  }
}
