package io.stillhouse.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerSettingsTest {

  @Test
  void nothingNeedsToBeSaid() {
    assertThat(DockerSettings.read(Map.of()))
        .isEqualTo(
            new DockerSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PullPolicy.MISSING,
                256L << 20,
                List.of(),
                List.of()));
  }

  @Test
  void everythingMayBeSaid() {
    assertThat(
            DockerSettings.read(
                Map.of(
                    "host",
                    "tcp://engine:2376",
                    "network",
                    "steps",
                    "user",
                    "1000:100",
                    "pullPolicy",
                    "always",
                    "shmSize",
                    "1Gi",
                    "gpus",
                    "0, 2,GPU-8dbf6a1c",
                    "extraHosts",
                    "store:10.0.0.7, machine:host-gateway")))
        .isEqualTo(
            new DockerSettings(
                Optional.of("tcp://engine:2376"),
                Optional.of("steps"),
                Optional.of("1000:100"),
                PullPolicy.ALWAYS,
                1L << 30,
                List.of("0", "2", "GPU-8dbf6a1c"),
                List.of("store:10.0.0.7", "machine:host-gateway")));
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithWhatWasMeant() {
    assertThatThrownBy(
            () ->
                DockerSettings.read(
                    Map.of(
                        "pullpolicy",
                        "always",
                        "pullPolicy",
                        "sometimes",
                        "shmSize",
                        "much",
                        "user",
                        "me",
                        "gpus",
                        "0,,1",
                        "extraHosts",
                        "store",
                        "colour",
                        "blue")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "there is no setting 'pullpolicy'; did you mean 'pullPolicy'?",
            "setting 'pullPolicy' is 'sometimes', it must be one of missing, never, always",
            "setting 'shmSize' is the string \"much\", it must be an amount of memory",
            "setting 'user' is 'me', it must be numbers: uid or uid:gid",
            "setting 'gpus' is '0,,1'",
            "setting 'extraHosts' is 'store', it must be name:address",
            "there is no setting 'colour'; there are extraHosts, gpus, host, network");
  }
}
