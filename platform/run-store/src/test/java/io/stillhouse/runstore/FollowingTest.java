package io.stillhouse.runstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.orchestrator.reading.RunReader;
import io.stillhouse.orchestrator.run.RunListener;
import io.stillhouse.runstore.BothDatabases.Indexes;
import io.stillhouse.runstore.index.FollowerSettings;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.runstore.index.RunOwners;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.runstore.view.Curve;
import io.stillhouse.runstore.view.CurveQuery;
import io.stillhouse.runstore.view.RunDetails;
import io.stillhouse.v1.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real orchestrator runs real steps; one index of each kind follows all of it. At every rest
 * they answer the same as one that is built from nothing then.
 */
@ExtendWith(BothDatabases.class)
class FollowingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final FollowerSettings CLOSELY =
      new FollowerSettings(Duration.ofMillis(50), Duration.ofMillis(100), 100);
  private static final String STEPS =
      """
      - name: a
        TELLING
        parameters: {name: a, FOLDER}
      - name: b
        TELLING
        parameters: {name: b, FOLDER, script: kill ok}
        inputs: {inputs: ["${steps.a.outputs.data}"]}
      - name: c
        TELLING
        parameters: {name: c, FOLDER, script: fail fail ok}
        inputs: {inputs: ["${steps.a.outputs.data}"]}
      - name: d
        TELLING
        parameters: {name: d, FOLDER}
        inputs: {inputs: ["${steps.b.outputs.data}", "${steps.c.outputs.data}"]}
      - name: e
        TELLING
        when: parameters.epochs > 100
        parameters: {name: e, FOLDER}
      """;
  private static final String WAITING =
      """
      - name: a
        TELLING
        parameters: {name: w, FOLDER, script: wait}
      """;

  @TempDir Path folder;

  @Test
  void anIndexThatFollowedAnswersAsOneBuiltFromNothing(Indexes indexes) throws Exception {
    RealStore real = new RealStore(folder);
    RunReader reader = new RunReader(real.store);
    RunOwners owners =
        run -> reader.isAtWork(run) ? Optional.of("an orchestrator") : Optional.empty();
    try (RunStore sqlite = RunStore.open(indexes.sqlite().get().url());
        RunStore postgres = RunStore.open(indexes.postgres().get().url());
        StoreFollower first = follower(sqlite, real, owners);
        StoreFollower second = follower(postgres, real, owners)) {
      first.start();
      second.start();

      RunLayout failed = real.run("retried", STEPS);
      RunLayout cached = real.run("retried", STEPS);
      await(sqlite, cached, State.FAILED);
      await(postgres, cached, State.FAILED);
      requireSame(indexes, real, owners, sqlite, postgres);
      requireRetriesAndCacheHits(sqlite, failed, cached);

      real.controller.resume(failed, RunListener.NONE);
      await(sqlite, failed, State.SUCCEEDED);
      await(postgres, failed, State.SUCCEEDED);
      requireSame(indexes, real, owners, sqlite, postgres);

      RunLayout waiting = real.create("waiting", WAITING);
      Thread orchestrator = execute(real, waiting);
      await(sqlite, waiting, State.RUNNING);
      await(() -> points(sqlite, waiting) == 40 && points(postgres, waiting) == 40);
      requireSame(indexes, real, owners, sqlite, postgres);
      assertThat(sqlite.run(waiting).orElseThrow().summary().owner()).isPresent();

      real.controller.cancel(waiting);
      orchestrator.join(PATIENCE.toMillis());
      await(sqlite, waiting, State.CANCELED);
      await(postgres, waiting, State.CANCELED);
      requireSame(indexes, real, owners, sqlite, postgres);

      real.store.replace(cached.stepOutcome("c"), "{ torn".getBytes(StandardCharsets.UTF_8));
      real.store.replace(cached.outcome(), "{ torn".getBytes(StandardCharsets.UTF_8));
      real.store.deleteAll(waiting.folder());
      await(() -> sqlite.run(waiting).isEmpty() && sqlite.damage().size() == 2);
      await(() -> postgres.run(waiting).isEmpty() && postgres.damage().size() == 2);
      requireSame(indexes, real, owners, sqlite, postgres);
      assertThat(Answers.only(sqlite, cached).interrupted()).isTrue();
    }
  }

  private static StoreFollower follower(RunStore index, RealStore real, RunOwners owners) {
    return new StoreFollower(index, real.store, Optional.of(owners), CLOSELY, Clock.systemUTC());
  }

  private static void requireRetriesAndCacheHits(
      RunStore index, RunLayout failed, RunLayout cached) {
    RunDetails first = index.run(failed).orElseThrow();
    assertThat(first.steps())
        .as(first.toString())
        .extracting(step -> step.state().name())
        .containsExactly("SUCCEEDED", "SUCCEEDED", "FAILED", "SKIPPED", "SKIPPED");
    assertThat(first.steps().get(1).attempts()).hasSize(2);
    assertThat(first.summary().failedStep()).isEqualTo("c");
    RunDetails second = index.run(cached).orElseThrow();
    assertThat(second.summary().steps().cached()).isEqualTo(2);
    assertThat(second.steps().get(0).cachedFrom()).isEqualTo(failed.name());

    // Attempt 2 began in the middle: it replaces what attempt 1 told from there on.
    List<Curve> curves =
        index.curves(CurveQuery.of(List.of(failed, cached), Set.of("train/loss"), 1000));
    Curve retried = curve(curves, failed, "b");
    assertThat(retried.points().size()).isEqualTo(40);
    assertThat(retried.points().value(19)).isEqualTo(1 + 1 / 20.0);
    assertThat(retried.points().value(20)).isEqualTo(2 + 1 / 21.0);
    assertThat(curve(curves, cached, "b").points()).isEqualTo(retried.points());
  }

  private static Curve curve(List<Curve> curves, RunLayout run, String step) {
    return curves.stream()
        .filter(curve -> curve.run().equals(run) && curve.step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static void requireSame(
      Indexes indexes, RealStore real, RunOwners owners, RunStore sqlite, RunStore postgres) {
    List<String> rebuilt = fromNothing(indexes.sqlite().get(), real, owners);
    assertThat(fromNothing(indexes.postgres().get(), real, owners)).isEqualTo(rebuilt);
    assertThat(Answers.of(sqlite)).isEqualTo(rebuilt);
    assertThat(Answers.of(postgres)).isEqualTo(rebuilt);
  }

  private static List<String> fromNothing(TestIndex index, RealStore real, RunOwners owners) {
    try (RunStore fresh = RunStore.open(index.url())) {
      new Reindex(fresh, real.store, Optional.of(owners)).run(Reindex.Progress.NONE);
      return Answers.of(fresh);
    }
  }

  private static Thread execute(RealStore real, RunLayout run) {
    Thread thread = new Thread(() -> real.controller.execute(run, RunListener.NONE));
    thread.start();
    return thread;
  }

  private static long points(RunStore index, RunLayout run) {
    return index.curveNames(List.of(run)).stream().mapToLong(curve -> curve.points()).sum();
  }

  private static void await(RunStore index, RunLayout run, State state) throws Exception {
    await(() -> index.run(run).filter(each -> each.summary().state() == state).isPresent());
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      Thread.sleep(50);
    }
  }
}
