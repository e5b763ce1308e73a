package io.stillhouse.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubernetesSettingsTest {
  @Test
  void nothingNeedsToBeSaid() {
    KubernetesSettings settings = KubernetesSettings.parse(Map.of());

    assertThat(settings.pendingDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.namespace()).isEmpty();
    assertThat(settings.imagePullSecrets()).isEmpty();
  }

  @Test
  void everythingThatIsSaidIsRead() {
    KubernetesSettings settings =
        KubernetesSettings.parse(
            Map.of(
                "namespace", "vision",
                "pullPolicy", "Never",
                "imagePullSecrets", "registry, other",
                "pendingDeadline", "90s",
                "ttl", "2h",
                "cacheSize", "20Gi",
                "storeEnvironment",
                    "STORAGE_EMULATOR_HOST=http://172.17.0.1:4443,STILLHOUSE_GCS_DEADLINE=2m"));

    assertThat(settings.namespace()).contains("vision");
    assertThat(settings.imagePullSecrets()).containsExactly("registry", "other");
    assertThat(settings.pendingDeadline()).isEqualTo(Duration.ofSeconds(90));
    assertThat(settings.storeEnvironment())
        .isEqualTo(
            Map.of(
                "STORAGE_EMULATOR_HOST",
                "http://172.17.0.1:4443",
                "STILLHOUSE_GCS_DEADLINE",
                "2m"));
  }

  @Test
  void everyMistakeIsToldAtOnceWithWhatWasProbablyMeant() {
    assertThatThrownBy(
            () ->
                KubernetesSettings.parse(
                    Map.of(
                        "namspace", "vision",
                        "pullPolicy", "Nevr",
                        "pendingDeadline", "10",
                        "cacheSize", "lots",
                        "serviceAccount", "Trainer",
                        "storeEnvironment", "STORAGE_EMULATOR_HOTS=x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "kubernetes.namspace: there is no such setting; did you mean namespace",
            "kubernetes.pullPolicy: is 'Nevr'",
            "did you mean Never",
            "kubernetes.pendingDeadline: is '10', it must be a duration",
            "kubernetes.cacheSize: is 'lots'",
            "kubernetes.serviceAccount: is 'Trainer'",
            "STORAGE_EMULATOR_HOTS is no variable of the store; did you mean"
                + " STORAGE_EMULATOR_HOST");
  }
}
