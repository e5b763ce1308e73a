package io.stillhouse.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.v1.LogLevel;
import io.stillhouse.v1.StepEventChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredCheckpointsTest {
  private static final String FOLDER = "p/r/s/checkpoints";
  private static final AttemptLayout ATTEMPT = new AttemptLayout("p/r/s/1");

  @TempDir Path temporary;
  private ArtifactStore store;
  private EventLog events;
  private StoredCheckpoints checkpoints;

  @BeforeEach
  void openStore() {
    store = ArtifactStores.open(temporary.resolve("store"));
    events = new EventLog(store, ATTEMPT);
    checkpoints = new StoredCheckpoints(store, FOLDER, events);
  }

  @AfterEach
  void closeEvents() {
    events.close();
  }

  @Test
  void atFirstThereIsNone() {
    assertThat(checkpoints.latest()).isEmpty();
  }

  @Test
  void theLatestIsTheOneWithTheHighestNumber() throws IOException {
    save(5, "five");
    save(100, "hundred");
    assertThat(latest()).isEqualTo("hundred");
    assertThat(new StoredCheckpoints(store, FOLDER, events).latest()).isPresent();
  }

  @Test
  void onlyTheLastTwoAreKept() throws IOException {
    for (int i = 0; i <= 30; i += 10) {
      save(i, "" + i);
    }
    assertThat(store.children(FOLDER)).containsExactly("00000020", "00000030");
  }

  @Test
  void aNumberThatIsThereAlreadyIsReplaced() throws IOException {
    save(5, "before");
    save(5, "after");
    assertThat(latest()).isEqualTo("after");
    assertThat(store.children(FOLDER)).containsExactly("00000005");
  }

  @Test
  void aDamagedOneIsPassedOverWithAWarning() throws IOException {
    save(1, "one");
    save(2, "two");
    Files.writeString(store.localFile(FOLDER + "/00000002/state"), "twO");
    assertThat(latest()).isEqualTo("one");
    events.flush();
    StepEventChunk chunk =
        ProtoJson.read(store, ATTEMPT.eventChunk(1), StepEventChunk.getDefaultInstance())
            .orElseThrow();
    assertThat(chunk.getEvents(0).getLog().getLevel()).isEqualTo(LogLevel.WARNING);
    assertThat(chunk.getEvents(0).getLog().getMessage())
        .contains("checkpoint 00000002 is damaged", "file state");
  }

  @Test
  void aManifestThatIsNoJsonIsPassedOverToo() throws IOException {
    save(1, "one");
    save(2, "two");
    Files.writeString(store.localFile(FOLDER + "/00000002/manifest.json"), "{");
    assertThat(latest()).isEqualTo("one");
    save(3, "three");
    assertThat(latest()).isEqualTo("three");
  }

  @Test
  void oneWhoseWriterWasKilledIsNoCheckpointAndMakesRoomOnlyForWholeOnes() throws IOException {
    save(1, "one");
    save(2, "two");
    store.replace(FOLDER + "/00000003/state", new byte[1]);
    assertThat(latest()).isEqualTo("two");
    save(4, "four");
    store.delete(FOLDER + "/00000004/manifest.json");
    assertThat(latest()).isEqualTo("two");
  }

  @Test
  void theFilesAreMovedSoThatNothingIsWrittenTwice() throws IOException {
    Path folder = save(1, "one");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void numbersAreLimitedToWhatSortsWell() {
    assertThatThrownBy(() -> save(-1, "x")).hasMessageContaining("-1");
    assertThatThrownBy(() -> save(100_000_000, "x")).hasMessageContaining("100000000");
  }

  private Path save(long sequence, String content) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("checkpoint"));
    Files.writeString(folder.resolve("state"), content);
    checkpoints.save(sequence, folder);
    return folder;
  }

  private String latest() throws IOException {
    return Files.readString(checkpoints.latest().orElseThrow().resolve("state"));
  }
}
