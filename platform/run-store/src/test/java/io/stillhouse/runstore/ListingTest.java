package io.stillhouse.runstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.runstore.view.CellValue;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunScope;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
  @TempDir Path folder;

  @OnEveryDatabase
  void theNewestRunsComeFirst(TestIndex index) {
    try (RunStore runs = filled(index)) {
      assertThat(ids(runs.list(RunQuery.newest(3)))).containsExactly("r09", "r08", "r07");
    }
  }

  private static List<String> ids(RunPage page) {
    return page.runs().stream().map(ListingTest::id).toList();
  }

  /** The end of an id: r07. */
  private static String id(RunSummary run) {
    return run.run().runId().substring(19);
  }

  @OnEveryDatabase
  void pagesShowEveryRunOnce(TestIndex index) {
    try (RunStore runs = filled(index)) {
      for (String order :
          List.of(
              "",
              "create_time",
              "metrics.student.accuracy desc",
              "metrics.student.accuracy",
              "parameters.seed desc, experiment",
              "labels.team, name",
              "duration desc",
              "error_class, state desc")) {
        List<String> seen = new ArrayList<>();
        RunQuery query = RunQuery.newest(3).orderedBy(order);
        RunPage page = runs.list(query);
        seen.addAll(ids(page));
        while (!page.nextPageToken().isEmpty()) {
          page = runs.list(query.page(page.nextPageToken()));
          seen.addAll(ids(page));
        }
        assertThat(seen)
            .as(order)
            .containsExactlyElementsOf(ids(runs.list(RunQuery.newest(1000).orderedBy(order))))
            .hasSize(10)
            .doesNotHaveDuplicates();
      }
    }
  }

  @OnEveryDatabase
  void filtersSayWhatTheyMean(TestIndex index) {
    try (RunStore runs = filled(index)) {
      Map<String, String> expected =
          Map.ofEntries(
              Map.entry("", "0 1 2 3 4 5 6 7 8 9"),
              Map.entry("state = FAILED", "5"),
              Map.entry("state = failed OR state = RUNNING", "5 6"),
              Map.entry("state != SUCCEEDED", "5 6"),
              Map.entry("pipeline = even", "0 2 4 6 8"),
              Map.entry("pipeline = \"ev*\" parameters.seed = 0", "0 6"),
              Map.entry("parameters.seed >= 1 AND parameters.seed < 2", "1 4 7"),
              Map.entry("parameters.seed = \"2\"", "2 5 8"),
              Map.entry("metrics.student.accuracy > 0.35", "4 8 9"),
              // OR binds tighter than AND: https://google.aip.dev/160
              Map.entry("pipeline = odd AND parameters.seed = 0 OR parameters.seed = 1", "1 3 7 9"),
              Map.entry(
                  "(pipeline = odd AND parameters.seed = 0) OR parameters.seed = 1", "1 3 4 7 9"),
              Map.entry("metrics.student.accuracy = NaN", "7"),
              Map.entry("metrics.student.accuracy != 0.5", "0 1 2 3 4 7 9"),
              Map.entry("metrics.student.accuracy:*", "0 1 2 3 4 7 8 9"),
              Map.entry("NOT metrics.student.accuracy:*", "5 6"),
              Map.entry("-metrics.student.accuracy > 0.35", "0 1 2 3 5 6 7"),
              Map.entry("metrics.loss = Infinity", "9"),
              Map.entry("metrics.loss > 1e300", "9"),
              Map.entry("steps.evaluate.metrics.student.accuracy = 0.2", "2"),
              Map.entry("steps.train.metrics.student.accuracy = 0.2", ""),
              Map.entry("steps.evaluate.state = PENDING", "6"),
              Map.entry("labels:team", "0 4 8"),
              Map.entry("labels.team:*", "0 4 8"),
              Map.entry("labels.team = \"görüntü İI 8\"", "8"),
              // Only A to Z have a case that does not count, in every locale.
              Map.entry("labels.team = \"GöRüNTü İi*\"", "0 4 8"),
              Map.entry("labels.team = \"GÖRÜNTÜ*\"", ""),
              Map.entry("NT", "0 4 8"),
              Map.entry("aaar03", "3"),
              Map.entry("\"even/2026\" aaar0*", ""),
              Map.entry("create_time < 2026-01-31T11:00:02Z", "0 1"),
              Map.entry("create_time >= \"2026-01-31T14:00:02.500+03:00\"", "3 4 5 6 7 8 9"),
              Map.entry(
                  "create_time < 2026-02-01 AND create_time > 2026-01-31", "0 1 2 3 4 5 6 7 8 9"),
              Map.entry("duration = 1m", "0 1 2 3 4 5 7 8 9"),
              Map.entry("duration > 59.5 AND failed_steps = 1", "5"),
              Map.entry("end_time:*", "0 1 2 3 4 5 7 8 9"),
              Map.entry("error_class = APPLICATION", "5"),
              Map.entry("error_message:MEMORY", "5"),
              Map.entry("error_class:*", "5"),
              Map.entry(
                  "interrupted = false step_count = 2 cached_steps = 0", "0 1 2 3 4 5 6 7 8 9"));
      expected.forEach(
          (filter, wanted) -> {
            RunQuery query = RunQuery.newest(100).filteredBy(filter).orderedBy("create_time");
            String found =
                ids(runs.list(query)).stream()
                    .map(id -> id.substring(2))
                    .collect(Collectors.joining(" "));
            assertThat(found).as(filter).isEqualTo(wanted);
            assertThat(runs.count(filter))
                .as(filter)
                .isEqualTo(found.split(" ").length - (found.isEmpty() ? 1 : 0));
          });
    }
  }

  @OnEveryDatabase
  void whatIsNotANumberAndWhatIsMissingComesLast(TestIndex index) {
    try (RunStore runs = filled(index)) {
      RunQuery query = RunQuery.newest(100);
      assertThat(ids(runs.list(query.orderedBy("metrics.student.accuracy desc"))))
          .containsExactly("r09", "r08", "r04", "r03", "r02", "r01", "r00", "r07", "r05", "r06");
      assertThat(ids(runs.list(query.orderedBy("metrics.student.accuracy"))))
          .containsExactly("r00", "r01", "r02", "r03", "r04", "r08", "r09", "r06", "r05", "r07");
      assertThat(ids(runs.list(query.orderedBy("metrics.loss desc"))))
          .startsWith("r09", "r00", "r01");
    }
  }

  @OnEveryDatabase
  void columnsHaveTheirValues(TestIndex index) {
    try (RunStore runs = filled(index)) {
      RunQuery query =
          RunQuery.newest(10)
              .withColumns(
                  "metrics.student.accuracy",
                  "metrics.\"student.accuracy\"",
                  "parameters.seed",
                  "labels.team",
                  "steps.train.state",
                  "steps.train.metrics.loss");
      List<RunSummary> found = runs.list(query).runs();
      assertThat(found.get(1).columns())
          .containsEntry("metrics.student.accuracy", CellValue.ofNumber(0.5))
          .containsEntry("metrics.\"student.accuracy\"", CellValue.ofNumber(0.5))
          .containsEntry("parameters.seed", CellValue.ofInteger(2))
          .containsEntry("labels.team", CellValue.ofText("görüntü İI 8"))
          .containsEntry("steps.train.state", CellValue.ofText("SUCCEEDED"))
          .containsEntry("steps.train.metrics.loss", CellValue.ofNumber(1 / 9.0));
      assertThat(found.get(2).columns())
          .containsEntry("metrics.student.accuracy", CellValue.ofNumber(Double.NaN));
      assertThat(found.get(4).columns()).doesNotContainKey("metrics.student.accuracy");
      assertThat(found.get(0).columns())
          .containsEntry("steps.train.metrics.loss", CellValue.ofNumber(Double.POSITIVE_INFINITY));
    }
  }

  @OnEveryDatabase
  void aNameThatNoRunHasIsNoticed(TestIndex index) {
    try (RunStore runs = filled(index)) {
      RunPage page =
          runs.list(
              RunQuery.newest(10)
                  .filteredBy("metrics.student.acuracy > 0.5 OR labels.xyz:*")
                  .orderedBy("parameters.sed"));
      assertThat(page.runs()).isEmpty();
      assertThat(page.notices())
          .containsExactly(
              "No run has the metric student.acuracy; did you mean student.accuracy?",
              "No run has the parameter sed; did you mean seed?",
              "No run has the label xyz.");
      assertThat(runs.list(RunQuery.newest(10).filteredBy("metrics.loss > 5")).notices()).isEmpty();
    }
  }

  @OnEveryDatabase
  void aScopeHoldsWhateverTheFilterSays(TestIndex index) {
    try (RunStore runs = filled(index)) {
      RunQuery all = RunQuery.newest(100).filteredBy("state = FAILED OR state != FAILED");
      assertThat(ids(runs.list(all.within(RunScope.ofPipeline("odd")))))
          .containsExactly("r09", "r07", "r05", "r03", "r01");
      RunLayout one = runs.list(all).runs().get(3).run();
      assertThat(ids(runs.list(all.within(RunScope.of(Set.of(one)))))).containsExactly("r06");
      assertThat(runs.count(RunScope.ofPipeline("odd"), "state = FAILED")).isEqualTo(1);
      assertThat(ids(runs.list(all.within(RunScope.of(Set.of()))))).isEmpty();
    }
  }

  @OnEveryDatabase
  void nothingThatAUserWritesBecomesSql(TestIndex index) {
    try (RunStore runs = filled(index)) {
      List<String> hostile =
          List.of(
              "'; DROP TABLE run; --",
              "x' OR '1'='1",
              "\" OR 1=1 --",
              "%",
              "_",
              "!%",
              "\\",
              "?",
              "$1",
              "${text}",
              "\u0000",
              "{fn now()}",
              "*/ UNION SELECT token_key FROM store_state --",
              "x".repeat(1000));
      for (String text : hostile) {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        for (String filter :
            List.of(
                quoted,
                "pipeline = " + quoted,
                "labels." + quoted + " = " + quoted,
                "metrics." + quoted + " > 1",
                "parameters." + quoted + ":" + quoted,
                "steps." + quoted + ".metrics." + quoted + " = 1",
                "NOT error_message:" + quoted + " AND state = FAILED AND pipeline = nobody")) {
          RunPage page = runs.list(RunQuery.newest(100).filteredBy(filter));
          assertThat(page.runs()).as(filter).isEmpty();
        }
        for (String column : List.of("metrics.", "parameters.", "labels.")) {
          assertThat(
                  runs.list(
                          RunQuery.newest(100)
                              .orderedBy(column + quoted + " desc")
                              .withColumns(column + quoted))
                      .runs())
              .hasSize(10);
        }
        assertThat(runs.labelValues(text)).isEmpty();
        assertThat(runs.lineage(text, Lineage.Direction.UPSTREAM, 5).artifacts()).isEmpty();
        RunPage none =
            runs.list(RunQuery.newest(1).filteredBy("pipeline = even").orderedBy("state"));
        assertThat(none.runs()).hasSize(1);
      }
    }
  }

  @OnEveryDatabase
  void aPageTokenIsGoodForItsOwnListOnly(TestIndex index) {
    try (RunStore runs = filled(index)) {
      RunQuery query = RunQuery.newest(2).filteredBy("pipeline = even").orderedBy("create_time");
      String token = runs.list(query).nextPageToken();
      assertThat(ids(runs.list(query.page(token)))).containsExactly("r04", "r06");
      for (RunQuery other :
          List.of(
              query.filteredBy("pipeline = odd"),
              query.orderedBy("create_time desc"),
              query.within(RunScope.ofPipeline("even")))) {
        assertThatThrownBy(() -> runs.list(other.page(token)))
            .isInstanceOf(InvalidPageTokenException.class)
            .hasMessageContaining("not one that was given for this filter and this order");
      }
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      for (int i = 0; i < bytes.length; i++) {
        byte[] forged = bytes.clone();
        forged[i] ^= 1;
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
        assertThatThrownBy(() -> runs.list(query.page(text)))
            .isInstanceOf(InvalidPageTokenException.class);
      }
      for (String forged :
          List.of(
              "x", "' OR 1=1 --", "AAAA", token + "A", "A".repeat(10_000), token.substring(4))) {
        assertThatThrownBy(() -> runs.list(query.page(forged)))
            .isInstanceOf(InvalidPageTokenException.class);
      }
    }
  }

  private RunStore filled(TestIndex index) {
    ArtifactStore store = ArtifactStores.open(folder.resolve("store"));
    for (int i = 0; i < 10; i++) {
      StoredRunFixture run =
          new StoredRunFixture(
                  store,
                  i % 2 == 0 ? "even" : "odd",
                  String.format(Locale.ROOT, "20260131-1100%02d-aaar%02d", i, i))
              .createdAt(StoredRunFixture.CREATED.plusSeconds(i))
              .parameter("seed", i % 3)
              .succeeded(
                  "train", Map.of("loss", i == 9 ? Double.POSITIVE_INFINITY : 1.0 / (i + 1)));
      if (i % 4 == 0) {
        run.label("team", "görüntü İI " + i);
      }
      if (i == 5) {
        run.failed("evaluate", ErrorClass.APPLICATION, "no memory").ended(State.FAILED);
      } else if (i == 6) {
        run.planned("evaluate").running();
      } else {
        run.succeeded(
                "evaluate",
                Map.of("student.accuracy", i == 7 ? Double.NaN : i == 8 ? 0.5 : i / 10.0))
            .ended(State.SUCCEEDED);
      }
    }
    RunStore runs = RunStore.open(index.url());
    new Reindex(runs, store, Optional.empty()).run(Reindex.Progress.NONE);
    return runs;
  }
}
