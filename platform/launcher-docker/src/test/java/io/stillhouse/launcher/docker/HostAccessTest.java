package io.stillhouse.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAccessTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4443, http://host.docker.internal:4443",
    "http://localhost:4443/, http://host.docker.internal:4443/",
    "https://[::1]:443, https://host.docker.internal:443",
    "localhost:4443, host.docker.internal:4443",
    "http://localhosts:4443, http://localhosts:4443",
    "http://store:4443, http://store:4443",
  })
  void theLoopbackBecomesTheMachine(String here, String there) {
    HostAccess machine = new HostAccess(DockerSettings.read(Map.of()));

    assertThat(machine.address(here)).isEqualTo(there);
    assertThat(machine.extraHosts(Map.of("A", machine.address(here))))
        .hasSize(here.equals(there) ? 0 : 1);
  }

  @Test
  void inTheMachinesOwnNetworkItStays() {
    HostAccess machine = new HostAccess(DockerSettings.read(Map.of("network", "host")));

    assertThat(machine.address("http://localhost:1")).isEqualTo("http://localhost:1");
  }

  @Test
  void aMachineThatTheSettingsNameIsNotNamedAgain() {
    HostAccess machine =
        new HostAccess(DockerSettings.read(Map.of("extraHosts", "host.docker.internal:10.0.0.1")));

    assertThat(machine.extraHosts(Map.of("A", "http://host.docker.internal:1")))
        .containsExactly("host.docker.internal:10.0.0.1");
  }
}
