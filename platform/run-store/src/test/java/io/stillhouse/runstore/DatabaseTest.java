package io.stillhouse.runstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.runstore.database.IndexException;
import io.stillhouse.runstore.database.Rows;
import io.stillhouse.runstore.database.Sql;
import io.stillhouse.runstore.database.WriterLock;
import io.stillhouse.runstore.index.FollowerSettings;
import io.stillhouse.runstore.index.Reindex;
import io.stillhouse.runstore.index.StoreFollower;
import io.stillhouse.runstore.view.RunQuery;
import io.stillhouse.v1.State;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final FollowerSettings CLOSELY =
      new FollowerSettings(Duration.ofMillis(50), Duration.ofMillis(50), 10);

  @TempDir Path folder;
  private ArtifactStore store;
  private RunLayout run;

  @BeforeEach
  void writeARun() {
    store = ArtifactStores.open(folder.resolve("store"));
    run =
        new StoredRunFixture(store, "p", "20260131-110000-aaaaaa")
            .succeeded("a", Map.of("m", 1.0))
            .ended(State.SUCCEEDED);
  }

  private Reindex.Summary reindex(RunStore runs) {
    return new Reindex(runs, store, Optional.empty()).run(Reindex.Progress.NONE);
  }

  private StoreFollower follower(RunStore runs) {
    return new StoreFollower(runs, store, Optional.empty(), CLOSELY, Clock.systemUTC());
  }

  @Test
  void aDamagedFileIsBegunAnew() throws Exception {
    Path file = folder.resolve("index.db");
    try (RunStore runs = RunStore.open(file)) {
      reindex(runs);
    }
    for (boolean header : new boolean[] {true, false}) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(header ? 0 : 4096);
        bytes.write(new byte[64 * 1024]);
      }
      try (RunStore runs = RunStore.open(file)) {
        assertThat(runs.list(RunQuery.newest(10)).runs()).isEmpty();
        reindex(runs);
        assertThat(runs.run(run)).isPresent();
      }
    }
    Files.writeString(file, "not a database");
    try (RunStore runs = RunStore.open(file)) {
      assertThat(runs.count("")).isZero();
    }
  }

  @OnEveryDatabase
  void anIndexOfANewerProgramIsRefusedAndLeftAlone(TestIndex index) {
    try (RunStore runs = RunStore.open(index.url())) {
      reindex(runs);
      update(
          runs,
          "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
              + " checksum, installed_by, installed_on, execution_time, success) SELECT 2, '99',"
              + " 'newer', type, 'V99__newer.sql', checksum, installed_by, installed_on, 1, success"
              + " FROM flyway_schema_history WHERE installed_rank = 1");
      assertThatThrownBy(() -> RunStore.open(index.url()))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("was written by a newer Stillhouse (schema 99)");
      update(runs, "DELETE FROM flyway_schema_history WHERE installed_rank = 2");
      update(runs, "UPDATE store_state SET extraction = 99");
      assertThatThrownBy(() -> RunStore.open(index.url()))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("was written by a newer Stillhouse (rows of version 99");
      assertThat(runs.count("")).isEqualTo(1);
    }
  }

  @OnEveryDatabase
  void anIndexOfAnOlderProgramIsFilledAgain(TestIndex index) {
    try (RunStore runs = RunStore.open(index.url())) {
      reindex(runs);
      update(runs, "UPDATE store_state SET extraction = 0");
    }
    try (RunStore runs = RunStore.open(index.url())) {
      assertThat(runs.count("")).isZero();
      reindex(runs);
      assertThat(runs.count("")).isEqualTo(1);
    }
  }

  private static void update(RunStore runs, String sql) {
    runs.database().write((connection, sequence) -> Rows.update(connection, new Sql(sql)));
  }

  @OnEveryDatabase
  void oneFollowsAndAnotherGoesOnWhenItEnds(TestIndex index) throws Exception {
    try (RunStore first = RunStore.open(index.url());
        RunStore second = RunStore.open(index.url())) {
      StoreFollower following = follower(first);
      following.start();
      await(() -> second.run(run).isPresent());
      try (StoreFollower waiting = follower(second)) {
        waiting.start();
        assertThatThrownBy(() -> reindex(second))
            .isInstanceOf(IndexException.class)
            .hasMessageContaining("Another process keeps the index");
        following.close();
        RunLayout later =
            new StoredRunFixture(store, "p", "20260131-110001-bbbbbb").ended(State.SUCCEEDED);
        await(() -> first.run(later).isPresent());
      }
      try (WriterLock lock = first.database().tryLock().orElseThrow()) {
        assertThat(lock.isHeld()).isTrue();
        assertThat(second.database().tryLock()).isEmpty();
      }
    }
  }

  @OnEveryDatabase
  void readersNeitherWaitForAWriterNorSeeHalfOfItsWork(TestIndex index) {
    try (RunStore writer = RunStore.open(index.url());
        RunStore reader = RunStore.open(index.url())) {
      reindex(writer);
      writer
          .database()
          .write(
              (connection, sequence) -> {
                Rows.update(connection, new Sql("DELETE FROM run"));
                assertThat(reader.run(run)).isPresent();
                assertThat(writer.run(run)).isPresent();
                return 0;
              });
      assertThat(reader.run(run)).isEmpty();
      assertThatThrownBy(
              () ->
                  reader
                      .database()
                      .read(connection -> Rows.update(connection, new Sql("DELETE FROM damage"))))
          .isInstanceOf(IndexException.class);
    }
  }

  @OnEveryDatabase
  void anIndexIsOfOneStore(TestIndex index) {
    ArtifactStore other = ArtifactStores.open(folder.resolve("other"));
    try (RunStore runs = RunStore.open(index.url())) {
      reindex(runs);
      assertThatThrownBy(
              () ->
                  new StoreFollower(runs, other, Optional.empty(), CLOSELY, Clock.systemUTC())
                      .start())
          .hasMessageContaining("is of the store " + store.root() + ", not of " + other.root());
      new Reindex(runs, other, Optional.empty()).run(Reindex.Progress.NONE);
      assertThat(runs.count("")).isZero();
    }
  }

  @Test
  void aPasswordIsNotTold() {
    assertThatThrownBy(
            () -> RunStore.open("jdbc:postgresql://u:secret@127.0.0.1:1/x?password=secret"))
        .isInstanceOf(IndexException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> RunStore.open("jdbc:mysql://x?password=secret"))
        .isInstanceOf(IndexException.class)
        .hasMessageNotContaining("secret");
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.call()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      Thread.sleep(20);
    }
  }
}
