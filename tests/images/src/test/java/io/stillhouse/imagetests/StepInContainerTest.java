package io.stillhouse.imagetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.stillhouse.model.run.ExitCode;
import io.stillhouse.step.StepExit;
import io.stillhouse.stepharness.Digits;
import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.steps.teacherpretraining.TeacherPretraining;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import io.stillhouse.v1.StepTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step in its image, with as few rights as a cluster gives it. */
class StepInContainerTest {
  private static final Map<String, Object> PARAMETERS =
      Map.of("architecture", "resnet8x0.5", "epochs", 2, "batchSize", 20, "flip", false);

  @TempDir private Path temporary;

  @Test
  void aStepWithoutRightsNetworkOrFilesToWriteMakesTheSameModelAsHere() throws Exception {
    BuiltImages images = BuiltImages.ofThisCheckout();
    String image = images.build("teacher-pretraining").keySet().iterator().next();
    Path store = temporary.resolve("store");
    StepHarness harness =
        StepHarness.of(images.home().resolve("steps/teacher-pretraining/component.yaml"), store);
    Path digits = temporary.resolve("digits");
    Digits.read(images.home().resolve("pipeline-defs/data/mnist10k")).write(digits, 200, 100);
    Map<String, List<InputArtifact>> inputs =
        Map.of("dataset", List.of(harness.artifact(digits, ArtifactType.DATASET, "")));
    StepExit here = harness.run(new TeacherPretraining(), PARAMETERS, inputs);
    assertThat(here.code()).isEqualTo(ExitCode.SUCCESS);

    StepTask task = harness.nextStep().task(PARAMETERS, inputs);
    Path attempt = store.resolve(task.getAttemptPath());
    Files.createDirectories(attempt);
    Files.writeString(attempt.resolve("task.json"), JsonFormat.printer().print(task));
    writableForAll(temporary);
    Command there =
        images.docker(
            "run",
            "--rm",
            "--read-only",
            "--cap-drop",
            "ALL",
            "--security-opt",
            "no-new-privileges",
            "--user",
            "65532:65532",
            "--network",
            "none",
            "--env",
            "OMP_NUM_THREADS=1",
            "--env",
            "JAVA_TOOL_OPTIONS=-Xmx512m -XX:ActiveProcessorCount=1",
            "--env",
            "STILLHOUSE_TASK=" + attempt.resolve("task.json").toUri(),
            "--volume",
            store + ":" + store,
            image);
    assertThat(there.exit()).as(there.out()).isZero();
    assertThat(there.out()).contains("epoch 2 of 2").doesNotContain("Extracting");
    assertThat(attempt.resolve("events/00000001.json")).exists();
    assertThat(attempt.resolve("model/weights.safetensors"))
        .hasSameBinaryContentAs(harness.output(here, "model").resolve("weights.safetensors"));
  }

  private static void writableForAll(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }
}
