package io.stillhouse.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  @TempDir Path root;

  @Test
  void itIsEmptyAtFirstInvisibleInListingsAndGoneWhenClosed() throws IOException {
    ArtifactStore store = ArtifactStores.open(root);
    try (WorkDirectory work = store.workDirectory()) {
      assertThat(work.path()).isEmptyDirectory();
      Files.writeString(Files.createDirectories(work.path().resolve("a")).resolve("b"), "x");
      assertThat(store.list("")).isEmpty();
      assertThat(store.children("")).isEmpty();
      assertThat(store.removeUnfinished(inAnHour())).isZero();
      assertThat(work.path()).exists();
    }
    assertThat(root).isEmptyDirectory();
  }

  /** Holds a work directory until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      WorkDirectory work = ArtifactStores.open(arguments[0]).workDirectory();
      Files.writeString(work.path().resolve("begun"), "x");
      Thread.sleep(60_000);
    }
  }

  @Test
  void itIsKeptWhileItsProcessLivesAndRemovedOnceThatWasKilled() throws Exception {
    ArtifactStore store = ArtifactStores.open(root);
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                root.toString())
            .inheritIO()
            .start();
    try {
      while (!begun()) {
        assertThat(holder.isAlive()).isTrue();
        Thread.sleep(20);
      }
      assertThat(store.removeUnfinished(inAnHour())).isZero();
      assertThat(begun()).isTrue();
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(store.removeUnfinished(Instant.now().minus(Duration.ofHours(1)))).isZero();
    assertThat(store.removeUnfinished(inAnHour())).isEqualTo(1);
    assertThat(root).isEmptyDirectory();
  }

  private boolean begun() throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.anyMatch(path -> path.endsWith("begun"));
    }
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1));
  }
}
