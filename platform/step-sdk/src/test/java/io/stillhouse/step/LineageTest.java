package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.InputArtifacts;
import io.stillhouse.v1.StepTask;
import io.stillhouse.v1.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {
  private static final RunLayout RUN = new RunLayout("digits", "20260101-000000-abcdef");
  private static final RunLayout EARLIER = new RunLayout("digits", "20251231-000000-abcdef");

  private static final Value EPOCHS = Value.newBuilder().setIntegerValue(3).build();

  @TempDir Path temporary;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(temporary);
  }

  @Test
  void everyStepIsToldOnceAndAfterThoseThatItReads() {
    ArtifactReference dataset = made(EARLIER, "dataset", "dataset", "d1", task(EARLIER, "dataset"));
    ArtifactReference teacher =
        made(
            RUN,
            "teacher",
            "model",
            "d2",
            task(RUN, "teacher", dataset).putParameters("epochs", EPOCHS));
    ArtifactReference student =
        made(RUN, "student", "model", "d3", task(RUN, "student", dataset, teacher));

    Lineage lineage = new LineageReader(store).of(task(RUN, "export", student, dataset).build());

    assertThat(lineage.untold()).isEmpty();
    assertThat(lineage.steps())
        .extracting(LineageStep::step)
        .containsExactly("dataset", "teacher", "student");
    LineageStep told = lineage.steps().get(1);
    assertThat(told.run()).isEqualTo(RUN.name());
    assertThat(told.parameters()).containsEntry("epochs", EPOCHS);
    assertThat(told.inputs()).containsEntry("in", List.of("d1"));
    assertThat(told.outputs()).containsEntry("model", "d2");
    assertThat(lineage.steps().get(0).run()).isEqualTo(EARLIER.name());
  }

  @Test
  void anArtifactWhoseTaskIsGoneIsNamed() {
    ArtifactReference orphan =
        ArtifactReference.newBuilder()
            .setPath(RUN.attempt("lost", 1).output("model"))
            .setDigest("d9")
            .build();
    Lineage lineage = new LineageReader(store).of(task(RUN, "export", orphan, orphan).build());
    assertThat(lineage.steps()).isEmpty();
    assertThat(lineage.untold()).containsExactly("d9");
  }

  private ArtifactReference made(
      RunLayout run, String step, String output, String digest, StepTask.Builder task) {
    AttemptLayout attempt = run.attempt(step, 1);
    store.create(attempt.task(), ProtoJson.write(task));
    return ArtifactReference.newBuilder().setPath(attempt.output(output)).setDigest(digest).build();
  }

  private static StepTask.Builder task(RunLayout run, String step, ArtifactReference... inputs) {
    InputArtifacts.Builder wired = InputArtifacts.newBuilder();
    for (ArtifactReference input : inputs) {
      wired.addArtifacts(InputArtifact.newBuilder().setArtifact(input));
    }
    return StepTask.newBuilder()
        .setRun(run.name())
        .setStep(step)
        .setComponent("component-of-" + step)
        .putInputs("in", wired.build());
  }
}
