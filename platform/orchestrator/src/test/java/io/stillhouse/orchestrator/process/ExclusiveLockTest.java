package io.stillhouse.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveLockTest {
  @TempDir Path folder;

  @Test
  void oneHoldsItUntilItIsGivenUp() {
    Path file = folder.resolve("deep/lock");
    ExclusiveLock held = ExclusiveLock.tryAcquire(file).orElseThrow();

    assertThat(ExclusiveLock.tryAcquire(file)).isEmpty();
    assertThat(ExclusiveLock.holder(file).orElseThrow().pid())
        .isEqualTo(ProcessHandle.current().pid());
    held.close();
    assertThat(ExclusiveLock.holder(file)).isEmpty();
    ExclusiveLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void theNoteOfADeadHolderMeansNothing() throws Exception {
    Path file = folder.resolve("lock");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(folder.resolve("lock.holder"), "pid " + dead.pid() + "\n");

    ExclusiveLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void aProcessThatStartedAfterTheNoteIsAnother() throws Exception {
    String own = ProcessIdentity.describeThisProcess();
    Path note = folder.resolve("note");
    Files.writeString(note, own);
    assertThat(ProcessIdentity.read(note).orElseThrow().isAlive()).isTrue();

    String[] fields = own.split(" ");
    fields[fields.length - 1] = "another-boot\n";
    Files.writeString(note, String.join(" ", fields));
    assertThat(ProcessIdentity.read(note).orElseThrow().isAlive()).isFalse();
  }
}
