package io.stillhouse.runner.flink.shards;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.artifacts.WorkDirectory;
import io.stillhouse.flinkclient.WorkerProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jars on this machine, by their digests. Those that a store has are fetched once for as long as
 * the JVM lives, into a folder that goes with it.
 */
final class ProgramJars {
  private static final String CACHE_VARIABLE = "STILLHOUSE_CACHE_DIR";
  private static final String PREFIX = "programs-";

  private @Nullable WorkDirectory folder;

  /**
   * A jar as a file.
   *
   * @throws IOException if it is not the one that is meant
   */
  Path fetch(WorkerProgram.Jar jar, ArtifactStore store) throws IOException {
    Path place = Path.of(jar.place());
    if (place.isAbsolute()) {
      check(jar, place);
      return place;
    }
    Path copy = folder().resolve(jar.sha256() + ".jar");
    if (!Files.exists(copy)) {
      try (InputStream content = store.open(jar.place())) {
        Files.copy(content, copy);
        check(jar, copy);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
    }
    return copy;
  }

  private Path folder() throws IOException {
    WorkDirectory open = folder;
    if (open == null) {
      Path cache =
          Optional.ofNullable(System.getenv(CACHE_VARIABLE))
              .filter(path -> !path.isBlank())
              .map(Path::of)
              .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "stillhouse"));
      WorkDirectory.removeAbandoned(cache, PREFIX);
      open = WorkDirectory.create(cache, PREFIX);
      folder = open;
    }
    return open.path();
  }

  private static void check(WorkerProgram.Jar jar, Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      String found = ContentDigest.of(content).sha256();
      if (!found.equals(jar.sha256())) {
        throw new IOException(
            file
                + " is not the jar of the step any more: its sha256 is "
                + found
                + ", that of the step's "
                + jar.sha256());
      }
    }
  }
}
