package io.stillhouse.launcher.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.launch.BackendUnreachableException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAddressTest {

  @Test
  void theSettingComesBeforeTheEnvironmentAndThatBeforeTheDefault() {
    Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://there:2375");

    assertThat(EngineAddress.of(Optional.of("unix:///run/own.sock"), environment))
        .hasToString("unix:///run/own.sock");
    assertThat(EngineAddress.of(Optional.empty(), environment)).hasToString("tcp://there:2375");
    assertThat(EngineAddress.of(Optional.empty(), Map.of()))
        .hasToString("unix:///var/run/docker.sock");
  }

  @Test
  void certificatesAreFoundAsDockersOwnToolsFindThem() {
    assertThat(
            EngineAddress.of(
                    Optional.of("tcp://there:2376"),
                    Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certificates"))
                .certificates())
        .hasValue(Path.of("/certificates"));
    assertThat(
            EngineAddress.of(
                    Optional.of("tcp://there:2376"),
                    Map.of("DOCKER_TLS_VERIFY", "1", "HOME", "/home/me"))
                .certificates())
        .hasValue(Path.of("/home/me/.docker"));
    assertThat(EngineAddress.of(Optional.of("tcp://there:2375"), Map.of()).certificates())
        .isEmpty();
  }

  @Test
  void onlyTheSocketAndTheLoopbackAreThisMachine() {
    assertThat(EngineAddress.of(Optional.empty(), Map.of()).isThisMachine()).isTrue();
    assertThat(EngineAddress.of(Optional.of("tcp://127.0.0.1:2375"), Map.of()).isThisMachine())
        .isTrue();
    assertThat(EngineAddress.of(Optional.of("tcp://there:2375"), Map.of()).isThisMachine())
        .isFalse();
  }

  @Test
  void anAddressOfAnotherKindIsRefusedWithTheWayToIt() {
    assertThatThrownBy(() -> EngineAddress.of(Optional.of("ssh://me@there"), Map.of()))
        .hasMessageContaining("ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock me@there");
    assertThatThrownBy(() -> EngineAddress.of(Optional.of("there:2375"), Map.of()))
        .hasMessageContaining("must be unix:///path/to/docker.sock or tcp://host:port");
  }

  @Test
  void anEngineThatIsNotThereIsToldWithWhatToDo(@TempDir Path folder) throws Exception {
    EngineAddress none =
        EngineAddress.of(Optional.of("unix://" + folder.resolve("none.sock")), Map.of());
    assertThatThrownBy(() -> Engine.connect(none))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContainingAll("there is no " + folder, "systemctl start docker", "DOCKER_HOST");
    int port;
    try (ServerSocket nobody = new ServerSocket(0)) {
      port = nobody.getLocalPort();
    }
    EngineAddress deaf = EngineAddress.of(Optional.of("tcp://127.0.0.1:" + port), Map.of());
    assertThatThrownBy(() -> Engine.connect(deaf))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContainingAll("tcp://127.0.0.1:" + port, "is it running?");
  }
}
