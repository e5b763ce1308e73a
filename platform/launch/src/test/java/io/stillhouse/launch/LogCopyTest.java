package io.stillhouse.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCopyTest {
  private static final AttemptName ATTEMPT =
      AttemptName.ofFolder("digits/20260101-000000-abcdef/train/1");

  @TempDir private Path folder;

  @Test
  void theLogCanBeReadInTheStoreWhileTheContainerStillPrints() throws Exception {
    ArtifactStore store = ArtifactStores.open(folder);
    try (LogCopies copies = new LogCopies(store);
        LogCopy copy = copies.begin(ATTEMPT)) {
      print(copy, "epoch 1\n");

      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (store.read(ATTEMPT.layout().log()).isEmpty() && Instant.now().isBefore(deadline)) {
        Thread.sleep(20);
      }

      assertThat(store.read(ATTEMPT.layout().log())).hasValue(bytes("epoch 1\n"));
    }
  }

  @Test
  void closingKeepsEverythingAtOnce() {
    ArtifactStore store = ArtifactStores.open(folder);
    try (LogCopies copies = new LogCopies(store)) {
      try (LogCopy copy = copies.begin(ATTEMPT)) {
        print(copy, "epoch 1\n");
        print(copy, "epoch 2\n");
      }

      assertThat(store.read(ATTEMPT.layout().log())).hasValue(bytes("epoch 1\nepoch 2\n"));
      assertThat(copies.lastWords(ATTEMPT)).isEqualTo("epoch 1\nepoch 2");
    }
  }

  @Test
  void whoeverBeginsAgainCopiesFromTheFirstByteOn() {
    ArtifactStore store = ArtifactStores.open(folder);
    try (LogCopies copies = new LogCopies(store)) {
      try (LogCopy first = copies.begin(ATTEMPT)) {
        print(first, "epoch 1\nepoch 2\n");
      }
      try (LogCopy second = copies.begin(ATTEMPT)) {
        print(second, "epoch 1\nepoch 2\nepoch 3\n");
      }

      assertThat(store.read(ATTEMPT.layout().log())).hasValue(bytes("epoch 1\nepoch 2\nepoch 3\n"));
    }
  }

  @Test
  void aLogWithoutEndIsCut() {
    ArtifactStore store = ArtifactStores.open(folder);
    byte[] mebibyte = new byte[1 << 20];
    try (LogCopies copies = new LogCopies(store)) {
      try (LogCopy copy = copies.begin(ATTEMPT)) {
        for (int i = 0; i < 70; i++) {
          copy.write(mebibyte, 0, mebibyte.length);
        }
      }

      assertThat(store.read(ATTEMPT.layout().log()).orElseThrow().length)
          .isBetween(64 << 20, 65 << 20);
      assertThat(copies.lastWords(ATTEMPT)).endsWith("the rest is not kept");
    }
  }

  @Test
  void thereAreNoLastWordsOfAnAttemptThatPrintedNothing() {
    try (LogCopies copies = new LogCopies(ArtifactStores.open(folder))) {
      assertThat(copies.lastWords(ATTEMPT)).isEmpty();
    }
  }

  private static void print(LogCopy copy, String text) {
    copy.write(bytes(text), 0, bytes(text).length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
