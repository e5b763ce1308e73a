package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.launch.Examination;
import io.stillhouse.launch.Finding;
import io.stillhouse.launch.Finding.Status;
import io.stillhouse.launcher.docker.DockerLauncherProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about an engine before a run. */
class DockerExaminationTest {
  private static final String OWN = "stillhouse/nonesuch:0123456789ab";
  private static final String OTHER = "localhost:1/nonesuch:1";

  @TempDir Path temporary;

  @Test
  void anEngineWithAllThatIsNeededIsFoundWell() throws Exception {
    try (DockerPlatform platform = platform()) {
      List<Finding> findings = examine(platform, Map.of(), List.of(platform.image()), 0);

      assertThat(findings).extracting(Finding::status).containsOnly(Status.OK);
      assertThat(findings)
          .extracting(Finding::subject)
          .containsExactly("docker engine", "docker limits", "docker store", "image");
    }
  }

  @Test
  void imagesThatAreMissingAreNamedWithTheWayToThem() throws Exception {
    try (DockerPlatform platform = platform()) {
      List<Finding> findings = examine(platform, Map.of(), List.of(OWN, OTHER), 0);

      assertThat(findings)
          .filteredOn(finding -> finding.subject().equals("image"))
          .extracting(Finding::status)
          .containsExactly(Status.FAILED, Status.WARNING);
      assertThat(findings.get(3).remedy().orElseThrow()).contains("docker/build nonesuch");
      assertThat(findings.get(4).remedy().orElseThrow()).contains("docker pull " + OTHER);
      assertThat(examine(platform, Map.of("pullPolicy", "never"), List.of(OTHER), 0).get(3))
          .extracting(Finding::status)
          .isEqualTo(Status.FAILED);
    }
  }

  @Test
  void gpusThatAreMissingAreFoundOnlyWhereTheyAreAskedFor() throws Exception {
    try (DockerPlatform platform = platform()) {
      Finding gpus = examine(platform, Map.of("gpus", "0"), List.of(), 2).get(3);

      assertThat(gpus.status()).isEqualTo(Status.FAILED);
      assertThat(gpus.found()).contains("asks for 2 GPUs", "docker.gpus names 1");
    }
  }

  @Test
  void anEngineThatCannotBeReachedIsTheOneFinding() {
    assertThat(
            new DockerLauncherProvider()
                .examine(
                    new Examination(
                        URI.create("file:///store"),
                        Map.of("host", "unix:///none.sock"),
                        Map.of(),
                        List.of(OWN),
                        0)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.FAILED);
              assertThat(finding.found()).contains("unix:///none.sock", "there is no /none.sock");
              assertThat(finding.remedy().orElseThrow()).contains("systemctl start docker");
            });
  }

  @Test
  void wrongSettingsAreNoFindingButAMistake() {
    Examination wrong =
        new Examination(
            URI.create("file:///store"), Map.of("pulpolicy", "x"), Map.of(), List.of(), 0);

    assertThatThrownBy(() -> new DockerLauncherProvider().examine(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean 'pullPolicy'?");
  }

  private DockerPlatform platform() throws Exception {
    return DockerPlatform.start(ArtifactStores.open(temporary.resolve("store")), Map.of());
  }

  private static List<Finding> examine(
      DockerPlatform platform, Map<String, String> settings, List<String> images, int gpus) {
    return new DockerLauncherProvider()
        .examine(new Examination(platform.store().root(), settings, System.getenv(), images, gpus));
  }
}
