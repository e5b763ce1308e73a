package io.stillhouse.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.artifacts.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when the disk of a local store does not do its part: on real file systems. */
class LocalStoreFailuresTest {
  @TempDir Path temporary;

  /** Writes 64 KiB objects until it may not, and says why and what is left then. */
  static final class Filler {
    public static void main(String[] arguments) {
      ArtifactStore store = ArtifactStores.open(arguments[0]);
      try {
        for (int i = 0; ; i++) {
          store.replace("a/" + i, new byte[1 << 16]);
        }
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
      boolean whole = store.list("").stream().allMatch(object -> object.size() == 1 << 16);
      System.out.println("objects " + store.list("").size() + " whole " + whole);
    }
  }

  @Test
  void aFullDiskIsSaidAndLeavesWholeObjects() throws Exception {
    String output = fill("unshare -rm", "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"");
    assertThat(output)
        .contains("store /")
        .contains("the disk is full (No space left on device); free some space")
        .containsPattern("objects 1[0-9] whole true");
  }

  @Test
  void aFileSystemThatCannotBeWrittenIsSaid() throws Exception {
    String output = fill("unshare -rm", "mount -t tmpfs -o ro none \"$0\" && exec \"$@\"");
    assertThat(output).contains("Read-only file system").contains("objects 0 whole true");
  }

  @Test
  void aMissingPermissionIsSaidWithTheUser() throws Exception {
    Path root = Files.createDirectory(temporary.resolve("store"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Whoever may do everything becomes somebody who may not.
    String output = fill("unshare --user --map-user=1000", "exec \"$@\"");
    assertThat(output)
        .containsPattern(
            "cannot write \\S+/store/a/0: user \\S+ has no permission for \\S+/store/a")
        .contains("objects 0 whole true");
  }

  private String fill(String unshare, String script) throws Exception {
    Path root = Files.createDirectories(temporary.resolve("store"));
    List<String> prefix = List.of(unshare.split(" "));
    assumeTrue(canRun(prefix), "this machine lets nobody make name spaces");
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", script, root.toString()));
    try (ChildJvm filler =
        ChildJvm.start(
            temporary.resolve("output"), command, Filler.class, Map.of(), root.toString())) {
      assertThat(filler.exitCode()).as(filler.output()).isZero();
      return filler.output();
    }
  }

  private static boolean canRun(List<String> prefix) throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
