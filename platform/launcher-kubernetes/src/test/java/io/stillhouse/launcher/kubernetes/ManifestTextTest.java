package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.launch.LaunchRequest;
import io.stillhouse.model.definition.Scheduling;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.TextValue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTextTest {
  private static final URI STORE = URI.create("gs://bucket/store");

  private final KubernetesLauncherProvider provider = new KubernetesLauncherProvider();

  private static LaunchRequest misspelt(String step) {
    Scheduling scheduling =
        new Scheduling(
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.of(
                new MapValue(
                    Map.of("nodeAffinity", new MapValue(Map.of("required", new TextValue("x")))))),
            Optional.empty(),
            Optional.empty(),
            false,
            Map.of(),
            Map.of());
    return Requests.in(STORE).step(step).scheduling(scheduling).build();
  }

  @Test
  void everyStepIsADocumentInTheNamespaceOfTheSettings() {
    String yaml =
        provider
            .manifest(
                List.of(Requests.in(STORE).build(), Requests.in(STORE).step("evaluate").build()),
                Map.of("namespace", "vision"),
                Map.of())
            .orElseThrow();

    assertThat(yaml.split("(?m)^---$")).hasSize(3);
    assertThat(yaml).contains("namespace: \"vision\"", "name: \"evaluate-1-");
  }

  @Test
  void whatKubernetesDoesNotKnowIsToldOfAllSteps() {
    assertThatThrownBy(
            () -> provider.manifest(List.of(misspelt("one"), misspelt("two")), Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "step one: affinity.nodeAffinity.required: Kubernetes has no such field",
            "step two: affinity.nodeAffinity.required: Kubernetes has no such field");
  }
}
