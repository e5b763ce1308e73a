package io.stillhouse.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.flinksession.FlinkSession;
import io.stillhouse.launch.BackendUnreachableException;
import io.stillhouse.orchestrator.run.InvalidRunException;
import io.stillhouse.orchestrator.run.RunListener;
import java.io.File;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WrongSessionTest {
  private static final String ONE_STEP =
      "- {name: only, component: traced, parameters: {name: only, trace: TRACE}}";

  private static final Map<String, String> RESTARTS_JOBS_FOR_EVER =
      Map.of(
          "restart-strategy.type",
          "fixed-delay",
          "restart-strategy.fixed-delay.attempts",
          "1000000",
          "restart-strategy.fixed-delay.delay",
          "1 s");

  @TempDir Path folder;
  private Workplace workplace;

  @BeforeEach
  void openWorkplace() throws Exception {
    workplace = new Workplace(folder);
  }

  @Test
  void aSessionThatDoesNotAnswerLeavesTheRunAsItIs() throws Exception {
    String nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = "127.0.0.1:" + free.getLocalPort();
    }
    RunLayout run = workplace.create(ONE_STEP, nobody);

    assertThatThrownBy(() -> workplace.controller.execute(run, RunListener.NONE))
        .isInstanceOf(BackendUnreachableException.class)
        .hasMessageContaining(
            "the Flink session at " + nobody + " does not answer (nobody accepts connections")
        .hasMessageContaining(run.runId());
    assertThat(workplace.store.read(run.outcome())).isEmpty();
    assertThat(workplace.store.read(run.stepOutcome("only"))).isEmpty();
  }

  @Test
  void aRunNamesItsSessionBeforeItIsCreated() {
    assertThatThrownBy(() -> workplace.create(ONE_STEP, Map.of("mater", "here:1")))
        .isInstanceOf(InvalidRunException.class)
        .hasMessageContaining("runner flink: there is no setting 'mater'; did you mean master");
  }

  @Test
  void aSessionWithoutTheClassesOfStillhouseIsToldByWhatItLacks() throws Exception {
    String flinkAlone =
        Arrays.stream(Workplace.testClassPath().split(File.pathSeparator))
            .filter(entry -> !entry.contains("runner-flink" + File.separator + "target"))
            .collect(Collectors.joining(File.pathSeparator));
    try (FlinkSession session =
        FlinkSession.start(
            folder.resolve("session"), flinkAlone, RESTARTS_JOBS_FOR_EVER, Map.of())) {
      RunLayout run = workplace.create(ONE_STEP, session.master());

      assertThatThrownBy(() -> workplace.controller.execute(run, RunListener.NONE))
          .isInstanceOf(InvalidRunException.class)
          .hasMessageContaining("the Flink session at " + session.master())
          .hasMessageContaining("io.stillhouse.runner.flink")
          .hasMessageContaining("with the same version");
      assertThat(workplace.store.read(run.outcome())).isEmpty();
    }
  }
}
