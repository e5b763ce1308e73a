package io.stillhouse.runstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.runstore.view.RunPage;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.runstore.view.RunSummary;
import io.stillhouse.v1.ErrorClass;
import io.stillhouse.v1.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
              .succeeded("train", Map.of("loss", 1.0 / (i + 1)));
      if (i % 4 == 0) {
        run.label("team", "vision " + i);
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
