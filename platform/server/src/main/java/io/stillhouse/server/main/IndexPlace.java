package io.stillhouse.server.main;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ContentDigest;
import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.runstore.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the index of a store is. */
final class IndexPlace {
  private IndexPlace() {}

  /**
   * Opens the index of a store.
   *
   * @param named a file or a JDBC URL; empty: a file in a store of this machine, and in the user's
   *     cache for any other
   */
  static RunStore open(CliEnvironment environment, ArtifactStore store, Optional<String> named) {
    if (named.isPresent() && named.get().startsWith("jdbc:")) {
      return RunStore.open(named.get());
    }
    Path file =
        named.map(Path::of).map(environment::resolve).orElseGet(() -> usual(environment, store));
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the index " + file + " cannot be made", e);
    }
    return RunStore.open(file);
  }

  private static Path usual(CliEnvironment environment, ArtifactStore store) {
    if ("file".equals(store.root().getScheme())) {
      return Path.of(store.root()).resolve("_index").resolve("runs.db");
    }
    String cache = environment.variables().getOrDefault("STILLHOUSE_CACHE_DIR", "");
    Path folder =
        cache.isEmpty()
            ? Path.of(environment.variables().getOrDefault("HOME", "/tmp"), ".cache", "stillhouse")
            : Path.of(cache);
    String digest = ContentDigest.sha256(store.root().toString().getBytes(StandardCharsets.UTF_8));
    return folder.resolve("index").resolve(digest.substring(0, 16) + ".db");
  }
}
