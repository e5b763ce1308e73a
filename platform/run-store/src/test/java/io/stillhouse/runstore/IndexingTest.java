package io.stillhouse.runstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.runstore.index.RunIndexer;
import io.stillhouse.runstore.view.Change;
import io.stillhouse.runstore.view.Changes;
import io.stillhouse.runstore.view.Curve;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.CurveSummary;
import io.stillhouse.runstore.view.Lineage;
import io.stillhouse.runstore.view.Lineage.Direction;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.StepProgress;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class IndexingTest {
  private static final String ID = "20260131-110000-aaaaa";

  @TempDir Path folder;
  private ArtifactStore store;

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(folder);
  }

  private RunStore reindexed(TestIndex index) {
    RunStore runs = RunStore.open(index.url());
    new Reindex(runs, store, Optional.empty()).run(Reindex.Progress.NONE);
    return runs;
  }

  private StoredRunFixture run(String pipeline, int number) {
    return new StoredRunFixture(store, pipeline, ID + number);
  }

  @OnEveryDatabase
  void aDamagedRecordIsReportedAndHidesNoOtherRun(TestIndex index) {
    RunLayout good = run("good", 1).succeeded("a", Map.of("m", 1.0)).ended(State.SUCCEEDED);
    RunLayout torn = run("torn", 2).running();
    store.replace(torn.runRecord(), "{\"name\": ".getBytes(StandardCharsets.UTF_8));
    RunLayout copied = run("copied", 3).running();
    store.replace(copied.runRecord(), store.read(good.runRecord()).orElseThrow());
    StoredRunFixture partly =
        run("partly", 4).points("a", 1, 1, "c", 0, 1, 2).points("a", 1, 3, "c", 4, 5);
    store.replace(partly.layout().attempt("a", 1).eventChunk(2), new byte[] {(byte) 0xff, 0, 1, 2});
    store.replace(partly.layout().attempt("a", 1).task(), "[]".getBytes(StandardCharsets.UTF_8));
    partly.planned("a").planned("Not a DNS label").planned("a").running();

    try (RunStore runs = reindexed(index)) {
      assertThat(runs.list(RunQuery.newest(10)).runs())
          .extracting(each -> each.run().pipeline())
          .containsExactly("partly", "good");
      assertThat(runs.damage())
          .extracting(each -> each.run().pipeline() + " " + each.key())
          .containsExactly(
              "copied " + copied.runRecord(),
              "partly " + partly.layout().attempt("a", 1).eventChunk(2),
              "partly " + partly.layout().attempt("a", 1).task(),
              "partly " + partly.layout().runRecord(),
              "torn " + torn.runRecord());
      RunDetails details = runs.run(partly.layout()).orElseThrow();
      assertThat(details.damage()).hasSize(3);
      assertThat(details.steps()).hasSize(1);
      assertThat(curve(runs, partly.layout(), "c")).containsExactly(1.0, 2.0, 5.0);
    }
  }

  private static List<Double> curve(RunStore runs, RunLayout run, String name) {
    List<Curve> curves = runs.curves(CurveQuery.of(List.of(run), Set.of(name), 100_000));
    return IntStream.range(0, curves.get(0).points().size())
        .mapToObj(i -> curves.get(0).points().value(i))
        .toList();
  }

  @OnEveryDatabase
  void namesAsLongAsTheyMayBeAndLongerOnesAreIndexed(TestIndex index) {
    String longest = "a" + "-".repeat(61) + "z";
    String endless = "x\u0000\ud800" + "é".repeat(5000);
    RunLayout run =
        run(longest, 1)
            .experiment(longest)
            .label(endless, endless)
            .parameter(endless, endless)
            .succeeded(longest, Map.of(endless, 1.5, "ok", -0.0))
            .points(longest, 1, 1, endless, 0, 1, 2)
            .ended(State.SUCCEEDED);
    try (RunStore runs = reindexed(index)) {
      RunDetails details = runs.run(run).orElseThrow();
      assertThat(details.summary().experiment()).isEqualTo(longest);
      assertThat(details.steps().get(0).name()).isEqualTo(longest);
      assertThat(details.metrics()).hasSize(2).containsValue(1.5);
      assertThat(details.parameters().firstKey()).startsWith("x\ufffd?é").doesNotContain("\0");
      assertThat(
              runs.list(RunQuery.newest(1).filteredBy("steps." + longest + ".state = SUCCEEDED"))
                  .runs())
          .hasSize(1);
      assertThat(runs.curveNames(List.of(run))).hasSize(1);
      assertThat(runs.list(RunQuery.newest(1).orderedBy("parameters.x, labels.y")).runs())
          .hasSize(1);
    }
  }

  @OnEveryDatabase
  void aCurveIsFollowedAndShownAsItWouldBeReadAtOnce(TestIndex index) {
    StoredRunFixture fixture = run("long", 1).planned("a");
    fixture.running();
    try (RunStore runs = RunStore.open(index.url())) {
      RunIndexer indexer = new RunIndexer(runs, store, Optional.empty());
      double[] values = new double[700];
      for (int chunk = 1; chunk <= 10; chunk++) {
        for (int i = 0; i < values.length; i++) {
          values[i] = i == 13 ? Double.NaN : Math.sin((chunk - 1) * 700 + i);
        }
        fixture.points("a", 1, 2L * chunk - 1, "train/loss", (chunk - 1) * 700L, values);
        fixture.progress("a", 1, 2L * chunk, chunk * 700L, 7000);
        assertThat(indexer.index(fixture.layout())).isEqualTo(RunIndexer.Result.CHANGED);
        assertThat(indexer.index(fixture.layout())).isEqualTo(RunIndexer.Result.UNCHANGED);
        if (chunk % 4 == 0) {
          indexer = new RunIndexer(runs, store, Optional.empty()); // another process goes on
        }
      }
      List<Double> all = curve(runs, fixture.layout(), "train/loss");
      assertThat(all).hasSize(7000);
      assertThat(all.get(1400 + 13)).isNaN();
      assertThat(all.get(6999)).isEqualTo(Math.sin(6999));
      assertThat(runs.curveNames(List.of(fixture.layout())))
          .containsExactly(
              new CurveSummary(fixture.layout(), "a", "train/loss", 7000, 6999, Math.sin(6999)));

      Curve part =
          runs.curves(
                  new CurveQuery(List.of(fixture.layout()), Set.of("a"), Set.of(), 100, 2000, 2999))
              .get(0);
      assertThat(part.total()).isEqualTo(1000);
      assertThat(part.isThinned()).isTrue();
      assertThat(part.points().size()).isLessThanOrEqualTo(100);
      assertThat(part.points().position(0)).isEqualTo(2000);
      assertThat(part.points().position(part.points().size() - 1)).isEqualTo(2999);

      StepProgress progress =
          runs.run(fixture.layout()).orElseThrow().steps().get(0).progress().orElseThrow();
      assertThat(progress.progress().getDone()).isEqualTo(7000);
      assertThat(progress.firstDone()).isEqualTo(700);
      assertThat(progress.firstTime()).isEqualTo(StoredRunFixture.CREATED.plusSeconds(700));
    }
  }

  @OnEveryDatabase
  void lineageGoesUpAndDownAndKnowsCacheHits(TestIndex index) {
    RunLayout first =
        run("p", 1)
            .made("data", "set", new RunLayout("p", ID + 1))
            .made("teach", "model", new RunLayout("p", ID + 1), "data/1/set")
            .ended(State.SUCCEEDED);
    RunLayout second =
        run("p", 2)
            .cached("data", "set", first)
            .cached("teach", "model", first)
            .made("learn", "model", first, "teach/1/model", "data/1/set")
            .ended(State.SUCCEEDED);
    try (RunStore runs = reindexed(index)) {
      Lineage up = runs.lineage(second.folder() + "/learn/1/model", Direction.UPSTREAM, 100);
      assertThat(paths(up))
          .containsExactly(
              second.folder() + "/learn/1/model",
              first.folder() + "/teach/1/model",
              first.folder() + "/data/1/set");
      assertThat(up.complete()).isTrue();
      assertThat(up.artifacts().get(2).servedTo())
          .containsExactly(new Lineage.StepName(second, "data"));
      assertThat(up.steps())
          .extracting(Lineage.StepNode::component)
          .containsExactlyInAnyOrder(
              "component-of-learn", "component-of-teach", "component-of-data");
      assertThat(up.links()).hasSize(6);

      Lineage down = runs.lineage(first.folder() + "/data/1/set", Direction.DOWNSTREAM, 100);
      assertThat(paths(down))
          .containsExactlyInAnyOrder(
              first.folder() + "/data/1/set",
              first.folder() + "/teach/1/model",
              second.folder() + "/learn/1/model");
      Lineage near = runs.lineage(second.folder() + "/learn/1/model", Direction.UPSTREAM, 1);
      assertThat(near.complete()).isFalse();
      assertThat(runs.lineage("no/such/artifact", Direction.UPSTREAM, 9).artifacts()).isEmpty();
    }
  }

  private static List<String> paths(Lineage lineage) {
    return lineage.artifacts().stream().map(each -> each.reference().getPath()).toList();
  }

  @OnEveryDatabase
  void changesAreToldOnceAndInTheirOrder(TestIndex index) {
    RunLayout one = run("p", 1).succeeded("a", Map.of()).ended(State.SUCCEEDED);
    try (RunStore runs = reindexed(index)) {
      String start = runs.cursor();
      assertThat(runs.changes(start, 10).changes()).isEmpty();
      RunIndexer indexer = new RunIndexer(runs, store, Optional.empty());
      RunLayout two = run("p", 2).running();
      indexer.index(two);
      indexer.index(one);
      indexer.index(two);
      Changes changes = runs.changes(start, 10);
      assertThat(changes.changes()).extracting(Change::run).containsExactly(two, one);
      assertThat(runs.changes(changes.cursor(), 10).changes()).isEmpty();

      store.deleteAll(one.folder());
      indexer.index(one);
      run("p", 2).planned("b").failed("b", ErrorClass.TIMEOUT, "too long").ended(State.FAILED);
      indexer.index(two);
      Changes first = runs.changes(changes.cursor(), 1);
      assertThat(first.changes())
          .extracting(Change::run, Change::kind)
          .containsExactly(tuple(one, Change.Kind.DELETED));
      assertThat(runs.changes(first.cursor(), 1).changes())
          .extracting(Change::run)
          .containsExactly(two);

      for (String forged : List.of("", "x", start + "9999", "' OR 1=1", "0123456789abcdef.1")) {
        assertThat(runs.changes(forged, 10).restart()).as(forged).isTrue();
      }
      runs.database().reset();
      assertThat(runs.changes(changes.cursor(), 10).restart()).isTrue();
    }
  }

  @OnEveryDatabase
  void whatTheStoreNoLongerHasIsTakenOut(TestIndex index) {
    RunLayout stays = run("p", 1).succeeded("a", Map.of("m", 1.0)).ended(State.SUCCEEDED);
    RunLayout goes = run("p", 2).succeeded("a", Map.of("m", 2.0)).ended(State.SUCCEEDED);
    try (RunStore runs = reindexed(index)) {
      store.deleteAll(goes.folder());
      Reindex.Summary summary =
          new Reindex(runs, store, Optional.empty()).run(Reindex.Progress.NONE);
      assertThat(summary.runs()).isEqualTo(1);
      assertThat(summary.removed()).isEqualTo(1);
      assertThat(runs.list(RunQuery.newest(10)).runs())
          .extracting(each -> each.run())
          .containsExactly(stays);
      assertThat(runs.count("metrics.m:*")).isEqualTo(1);
    }
  }
}
