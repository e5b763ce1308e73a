package io.stillhouse.steptraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.stepharness.StepHarness;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.InputArtifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFingerprintTest {
  private static final Path COMPONENT = Path.of("../../steps/hint-pretraining/component.yaml");

  @TempDir Path temporary;
  private StepHarness harness;
  private InputArtifact dataset;
  private InputArtifact first;
  private InputArtifact second;

  /** What the tested step is asked to do. */
  private record Settings(int epochs) {}

  @BeforeEach
  void prepare() throws Exception {
    harness = StepHarness.of(COMPONENT, temporary.resolve("store"));
    dataset = artifact("images", ArtifactType.DATASET, "");
    first = artifact("first weights", ArtifactType.MODEL, "resnet20");
    second = artifact("second weights", ArtifactType.MODEL, "vgg8");
  }

  @Test
  void theSameSettingsAndInputsGiveTheSameText() {
    assertThat(fingerprint(1, first, second)).isEqualTo(fingerprint(1, first, second));
  }

  @Test
  void settingsAndContentOrderAndNamesOfInputsMakeADifference() throws Exception {
    InputArtifact retrained = artifact("other weights", ArtifactType.MODEL, "vgg8");
    InputArtifact renamed = second.toBuilder().setItem("vgg11").build();

    assertThat(
            List.of(
                fingerprint(1, first, second),
                fingerprint(2, first, second),
                fingerprint(1, first),
                fingerprint(1, second, first),
                fingerprint(1, first, retrained),
                fingerprint(1, first, renamed)))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyInputIsNamedWithTheDigestOfItsContent() {
    assertThat(fingerprint(1, first))
        .contains(
            "dataset=[%s %s]".formatted(dataset.getProducer(), dataset.getArtifact().getDigest()),
            "teachers=[resnet20 %s]".formatted(first.getArtifact().getDigest()));
  }

  private String fingerprint(int epochs, InputArtifact... teachers) {
    List<String> texts = new ArrayList<>();
    harness
        .nextStep()
        .run(
            context -> texts.add(TrainingFingerprint.of(new Settings(epochs), context)),
            Map.of("branches", List.of("resnet8")),
            Map.of("dataset", List.of(dataset), "teachers", List.of(teachers)));
    assertThat(texts).hasSize(1);
    return texts.get(0);
  }

  private InputArtifact artifact(String content, ArtifactType type, String item) throws Exception {
    Path directory = Files.createTempDirectory(temporary, "made-");
    Files.writeString(directory.resolve("content"), content);
    return harness.artifact(directory, type, item);
  }
}
