package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.v1.StepEvent;
import io.stillhouse.v1.StepEventChunk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final AttemptLayout ATTEMPT = new AttemptLayout("p/r/s/1");

  @TempDir Path temporary;
  private ArtifactStore store;
  private EventLog log;

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(temporary.resolve("store"));
    log = new EventLog(store, ATTEMPT);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void eventsAreWrittenWithoutBeingAskedForWithinTwoSeconds() throws InterruptedException {
    log.info("hello");
    Instant deadline = Instant.now().plusSeconds(10);
    while (store.list("").isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(20);
    }
    assertThat(Duration.between(Instant.now(), deadline)).isPositive();
    assertThat(events()).hasSize(1);
  }

  @Test
  void chunksAreNumberedWithoutGapsAndKeepTheOrder() {
    for (int i = 0; i < 5; i++) {
      log.metric("train/loss", 2 * i, i);
      log.metric("train/loss", 2 * i + 1, Double.NaN);
      log.flush();
      log.flush();
    }
    assertThat(store.list(ATTEMPT.events()))
        .extracting(StoredObject::key)
        .containsExactly(
            ATTEMPT.eventChunk(1),
            ATTEMPT.eventChunk(2),
            ATTEMPT.eventChunk(3),
            ATTEMPT.eventChunk(4),
            ATTEMPT.eventChunk(5));
    assertThat(events())
        .extracting(event -> event.getMetric().getStep())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(events().get(1).getMetric().getValue()).isNaN();
    assertThat(Instant.ofEpochSecond(events().get(0).getTime().getSeconds()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void ofProgressThatFollowsProgressOnlyTheNewestIsKept() {
    for (int i = 1; i <= 1000; i++) {
      log.progress("decoding", i, 1000, "images");
    }
    log.metric("x", 1, 1);
    log.progress("writing", 1, 0, "files");
    log.close();
    assertThat(events()).hasSize(3);
    assertThat(events().get(0).getProgress().getDone()).isEqualTo(1000);
    assertThat(events().get(2).getProgress().getStage()).isEqualTo("writing");
  }

  @Test
  void chunksOfAnotherProcessAreKept() {
    try (EventLog other = new EventLog(store, ATTEMPT)) {
      other.info("theirs");
    }
    log.info("ours");
    log.close();
    assertThat(events())
        .extracting(event -> event.getLog().getMessage())
        .containsExactly("theirs", "ours");
  }

  @Test
  void aStoreThatFailsForAWhileDelaysEventsAndLosesNone() {
    store.replace("p/r/s/1/events", new byte[1]); // in the way of the folder
    log.info("first");
    log.flush();
    log.info("second");
    log.flush();
    store.delete("p/r/s/1/events");
    log.info("third");
    log.close();
    assertThat(events())
        .extracting(event -> event.getLog().getMessage())
        .containsExactly("first", "second", "third");
  }

  @Test
  void whatIsToldAfterTheEndIsNoEvent() {
    log.close();
    log.close();
    log.info("late");
    log.flush();
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void impossibleProgressIsRefused() {
    assertThatThrownBy(() -> log.progress("a", 3, 2, "steps")).hasMessageContaining("3 of 2 steps");
    assertThatThrownBy(() -> log.progress("a", -1, 2, "steps")).hasMessageContaining("-1 of 2");
    assertThatThrownBy(() -> log.metric(" ", 1, 1)).hasMessageContaining("metric");
    assertThatThrownBy(() -> log.metric("a", -1, 1)).hasMessageContaining("step -1");
  }

  private List<StepEvent> events() {
    return store.list(ATTEMPT.events()).stream()
        .map(
            chunk ->
                ProtoJson.read(store, chunk.key(), StepEventChunk.getDefaultInstance())
                    .orElseThrow())
        .flatMap(chunk -> chunk.getEventsList().stream())
        .toList();
  }
}
