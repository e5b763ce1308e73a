package io.stillhouse.release.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.v1.GateReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCheckTest {
  private static final RunLayout RUN = new RunLayout("digits", "20260102-000000-abcdef");
  private static final RunLayout CHAMPION = new RunLayout("digits", "20260101-000000-abcdef");
  private static final Instant NOW = Instant.parse("2026-01-02T01:00:00Z");
  private static final Gate BETTER = Gate.parse("student.accuracy > baseline.student.accuracy");
  private static final Gate GOOD = Gate.parse("student.accuracy > 0.9");

  @TempDir private Path folder;
  private ArtifactStore store;

  @BeforeEach
  void open() {
    store = ArtifactStores.open(folder);
  }

  @Test
  void everyGateMustBePassedAndTheReportStaysWithTheRun() {
    GateReport report =
        new GateCheck(List.of(GOOD, BETTER), Optional.of(champion(0.96)))
            .judge(store, RUN, metrics(0.95), NOW);

    assertThat(report.getPassed()).isFalse();
    assertThat(report.getVerdictsList()).extracting("passed").containsExactly(true, false);
    assertThat(report.getBaseline()).isEqualTo(CHAMPION.name());
    assertThat(report.getBaselineReference()).isEqualTo("champion");
    assertThat(GateCheck.lastReport(store, RUN)).contains(report);
  }

  @Test
  void withoutABaselineOnlyTheOtherGatesCount() {
    GateReport report =
        new GateCheck(List.of(GOOD, BETTER), Optional.empty())
            .judge(store, RUN, metrics(0.95), NOW);

    assertThat(report.getPassed()).isTrue();
    assertThat(report.getVerdicts(1).getReason())
        .isEqualTo("there is no run to be held against yet");
    assertThat(report.getBaseline()).isEmpty();
  }

  @Test
  void aLaterReportTakesTheEarlierOnesPlace() {
    GateCheck check = new GateCheck(List.of(GOOD), Optional.empty());
    check.judge(store, RUN, metrics(0.5), NOW);
    GateReport second = check.judge(store, RUN, metrics(0.95), NOW.plusSeconds(1));

    assertThat(GateCheck.lastReport(store, RUN)).contains(second);
    assertThat(second.getPassed()).isTrue();
  }

  private static RunMetrics metrics(double accuracy) {
    return new RunMetrics("digits/run", Map.of("evaluate", Map.of("student.accuracy", accuracy)));
  }

  private static GateCheck.Baseline champion(double accuracy) {
    return new GateCheck.Baseline("champion", CHAMPION, metrics(accuracy));
  }
}
