package io.stillhouse.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.stillhouse.platforms.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's modules that only compute, asked in the browser that runs them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesTest {
  private Chromium chromium;
  private ServerProcess server;
  private Visit visit;

  @BeforeAll
  void openThePage(@TempDir Path workspace) throws Exception {
    chromium = Chromium.start();
    server =
        ServerProcess.start(
            Installation.ofThisBuild(),
            workspace,
            Files.createDirectory(workspace.resolve("none")));
    visit = Visit.of(chromium.browser(), server.address(), 1280, ColorScheme.LIGHT);
    visit.open("/runs");
  }

  @AfterAll
  void end() throws Exception {
    if (server != null) {
      visit.close();
      server.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  /** What an expression over the exports of a module comes to. */
  private Object in(String module, String expression) {
    Page page = visit.page();
    return page.evaluate(
        "async () => { const m = await import('./app/"
            + module
            + "'); return "
            + expression
            + "; }");
  }

  @Test
  void thinningKeepsEndsAndSpikes() {
    assertThat(
            in(
                "charts/points.js",
                "(() => { const points = Array.from({length: 5000}, (_, i) => [i, i === 3210 ? 99 : 0]);"
                    + " const thin = m.thin(points, 100);"
                    + " return [thin.length <= 102, thin[0][0], thin.at(-1)[0], Math.max(...thin.map((p) => p[1]))].join(); })()"))
        .isEqualTo("true,0,4999,99");
  }

  @Test
  void smoothingOfAConstantIsTheConstant() {
    assertThat(
            in(
                "charts/points.js",
                "m.smooth(Array.from({length: 50}, (_, i) => [i, 2]), 0.9).every(([, y]) => Math.abs(y - 2) < 1e-9)"))
        .isEqualTo(true);
  }

  @Test
  void edgesThatALongerWayImpliesAreNotDrawn() {
    assertThat(
            in(
                "graph/layout.js",
                "m.withoutImplied([{id: 'a', upstream: []}, {id: 'b', upstream: ['a']}, {id: 'c', upstream: ['a', 'b']}]).join(';')"))
        .isEqualTo("a,b;b,c");
  }

  @Test
  void nodesOfALayoutDoNotOverlap() {
    assertThat(
            in(
                "graph/layout.js",
                "(() => { const nodes = [{id: 'r', upstream: []}];"
                    + " for (let i = 0; i < 40; i++) nodes.push({id: 'n' + i, upstream: i < 20 ? ['r'] : ['n' + (i - 20), 'r']});"
                    + " const {at} = m.layout(nodes, {width: 200, height: 50}); const all = nodes.map((n) => at.get(n.id));"
                    + " return all.every((a, i) => all.every((b, j) => i === j || Math.abs(a.x - b.x) >= 200 || Math.abs(a.y - b.y) >= 50)); })()"))
        .isEqualTo(true);
  }

  @Test
  void theParetoFrontHasWhatNoCheaperModelReaches() {
    assertThat(
            in(
                "views/evaluation/trade-off.js",
                "m.paretoFront([{cost: 3, score: 0.8}, {cost: 1, score: 0.7}, {cost: 2, score: 0.6}, {cost: 3, score: 0.9}]).map((p) => p.cost + ':' + p.score).join()"))
        .isEqualTo("1:0.7,3:0.9");
  }

  @Test
  void facetsAndTextBecomeOneFilterWithQuotesEscaped() {
    assertThat(
            in(
                "views/runs/query.js",
                "m.filterOf({experiment: 'a\"b', state: 'FAILED,CANCELED', label: 'team:x:y', filter: 'seed OR tree'})"))
        .isEqualTo(
            "experiment = \"a\\\"b\" AND labels.team = \"x:y\" AND (state = FAILED OR state = CANCELED) AND (seed OR tree)");
  }

  @Test
  void eventsAreReadWhereverTheStreamIsCut() {
    assertThat(
            in(
                "api/stream.js",
                "(() => { const seen = []; const parse = m.eventParser((data, event) => seen.push(event + ' ' + data));"
                    + " for (const letter of 'id: 1\\r\\ndata: {\"a\":1}\\r\\n\\r\\n: alive\\n\\nevent: end\\ndata: x\\ndata: y\\n\\n') parse(letter);"
                    + " return seen.join('|'); })()"))
        .isEqualTo("message {\"a\":1}|end x\ny");
  }

  @Test
  void theVerdictIsTheReportsVerdict() {
    assertThat(
            in(
                "views/evaluation/headline.js",
                "[{difference: 0.01, lower: 0.002, upper: 0.02}, {difference: -0.01, lower: -0.02, upper: -0.001},"
                    + " {difference: 0.01, lower: -0.001, upper: 0.02}, {difference: 'NaN', lower: 0, upper: 0}, null].map(m.verdictOf).join()"))
        .isEqualTo("HELPED,HURT,INCONCLUSIVE,UNKNOWN,UNKNOWN");
  }

  @Test
  void numbersAreWrittenAsInTheReport() {
    assertThat(
            in(
                "text/number.js",
                "[m.percent(0.9725), m.signed(-0.0045 * 100, 2), m.signed(0, 2), m.scalar(0.07134), m.bytes(319488), m.shortCount(78042), m.latency(0.000696), m.decimal(NaN, 2)].join()"))
        .isEqualTo("97.25%,−0.45,0.00,0.0713,312 KiB,78.0k,696 µs,NaN");
  }

  @Test
  void stagesFollowOneAnotherWithTheSameNumberOfEpochs() {
    assertThat(
            in("views/compare/hint-heatmap.js", "JSON.stringify(m.stagesOf([5, 4, 3, 2, 1], 2))"))
        .isEqualTo("[[5,4],[3,2],[1]]");
  }

  @Test
  void pausingATriggerChangesNothingElseOfItsText() {
    assertThat(
            in(
                "views/triggers/paused.js",
                "[m.withPaused('a: 1\\npaused: false  # why\\nb: {paused: false}\\n', true), m.withPaused('a: 1', true), m.withPaused('paused:\\n', false)].join('|')"))
        .isEqualTo(
            "a: 1\npaused: true  # why\nb: {paused: false}\n|a: 1\npaused: true\n|paused: false\n");
  }

  @Test
  void namesInTheReasonOfAnEventAreFound() {
    assertThat(
            in(
                "text/event.js",
                "JSON.stringify(m.reasonPieces('canceled, replaced by triggers/a-b/events/' + '0f'.repeat(32) + ', as pipelines/p-q/runs/20261122-091405-chyyet was at work'))"))
        .isEqualTo(
            "[\"canceled, replaced by \",{\"event\":\"0f0f0f0f0f0f\"},\", as \",{\"run\":\"pipelines/p-q/runs/20261122-091405-chyyet\"},\" was at work\"]");
  }

  @Test
  void whatIsToComeIsToldAsClocksOfItsZoneShowIt() {
    assertThat(
            in(
                "text/time.js",
                "[m.until(90000, 0), m.until(0, 5), m.until(86400000 * 3, 0), m.zoned(Date.UTC(2026, 10, 23, 1, 30), 'Europe/Zurich'), m.zoned(Date.UTC(2026, 10, 23, 1, 30), 'Mars/Olympus')].join()"))
        .isEqualTo("in 2 min,now,in 3 d,2026-11-23 02:30,2026-11-23 01:30 UTC");
  }
}
