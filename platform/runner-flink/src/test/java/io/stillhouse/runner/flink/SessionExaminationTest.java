package io.stillhouse.runner.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.launch.Finding;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says about a session. */
@Timeout(120)
class SessionExaminationTest {
  private static final Map<String, String> NOTICES_SOON =
      Map.of("heartbeat.interval", "500", "heartbeat.timeout", "3000");

  @TempDir Path folder;

  @Test
  void aSessionThatCarriesRunsOutIsFoundWellUntilItLosesItsTaskManager() throws Exception {
    try (FlinkSession session =
        FlinkSession.start(folder, Workplace.testClassPath(), NOTICES_SOON, Map.of())) {
      while (!session.get("overview").contains("\"slots-available\":2")) {
        Thread.sleep(100); // a TaskManager is known before its slots are
      }
      List<Finding> findings = examine(session.master());

      assertThat(findings).extracting(Finding::status).containsOnly(Finding.Status.OK);
      assertThat(findings)
          .extracting(Finding::found)
          .containsExactly(
              "Flink 1.19.0 at " + session.master(),
              "2 of 2 slots are free, on 1 TaskManager",
              "its JobManager has Stillhouse on its class path");

      session.killTaskManager();
      while (!session.get("overview").contains("\"taskmanagers\":0")) {
        Thread.sleep(100);
      }
      Finding slots = examine(session.master()).get(1);
      assertThat(slots.status()).isEqualTo(Finding.Status.FAILED);
      assertThat(slots.found()).isEqualTo("it has 0 TaskManagers and no slot");
      assertThat(slots.remedy().orElseThrow()).contains("start a TaskManager");
    }
  }

  @Test
  void aSessionWithoutTheClassesOfStillhouseFails() throws Exception {
    String flinkAlone =
        Arrays.stream(Workplace.testClassPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("runner-flink" + File.separator + "target"))
            .collect(Collectors.joining(File.pathSeparator));
    try (FlinkSession session = FlinkSession.start(folder, flinkAlone, Map.of(), Map.of())) {
      Finding classes = examine(session.master()).get(2);

      assertThat(classes.status()).isEqualTo(Finding.Status.FAILED);
      assertThat(classes.remedy().orElseThrow()).contains("platform/runner-flink");
    }
  }

  @Test
  void aSessionThatDoesNotAnswerIsNamedAndNothingElseIsSaid() throws Exception {
    String nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = "127.0.0.1:" + free.getLocalPort();
    }

    assertThat(examine(nobody))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Finding.Status.FAILED);
              assertThat(finding.found())
                  .isEqualTo(nobody + " does not answer (nobody accepts connections there)");
              assertThat(finding.remedy().orElseThrow()).contains("flink.master=HOST:PORT");
            });
  }

  @Test
  void anotherFlinkAndTakenSlotsAreTold() throws Exception {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/overview",
        exchange -> {
          byte[] answer =
              ("{\"flink-version\": \"1.17.2\", \"taskmanagers\": 3, \"slots-total\": 6,"
                      + " \"slots-available\": 0}")
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    other.start();
    try {
      List<Finding> findings = examine("127.0.0.1:" + other.getAddress().getPort());

      assertThat(findings)
          .extracting(Finding::status)
          .containsExactly(Finding.Status.FAILED, Finding.Status.WARNING, Finding.Status.WARNING);
      assertThat(findings.get(0).found()).contains("1.17.2", "needs Flink 1.19.0");
      assertThat(findings.get(1).found()).startsWith("0 of 6 slots are free, on 3 TaskManagers");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aWrongSettingIsAMistakeOfTheUser() {
    assertThatThrownBy(() -> new FlinkRunnerProvider().examine(Map.of("mater", "here:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("did you mean master");
  }

  private static List<Finding> examine(String master) {
    return new FlinkRunnerProvider().examine(Map.of(FlinkSettings.MASTER, master));
  }
}
