package io.stillhouse.orchestrator.components;

import io.stillhouse.artifacts.ArtifactStore;
import java.nio.file.Path;
import java.util.Map;

/** Where digests of files outside the store are remembered: always on this machine. */
public final class DigestMemoPlace {
  /** Beside the pipelines of a store on this machine. */
  private static final String IN_STORE = "_digests";

  private DigestMemoPlace() {}

  /**
   * Beside the runs of a store on this machine; else in the folder for what can be made again.
   *
   * @param environment {@code STILLHOUSE_CACHE_DIR} names that folder, or else {@code HOME}
   */
  public static Path of(ArtifactStore store, Map<String, String> environment) {
    if ("file".equals(store.root().getScheme())) {
      return Path.of(store.root()).resolve(IN_STORE);
    }
    return besideNoStore(environment);
  }

  /**
   * In the folder for what can be made again.
   *
   * @param environment {@code STILLHOUSE_CACHE_DIR} names that folder, or else {@code HOME}
   */
  public static Path besideNoStore(Map<String, String> environment) {
    String folder = environment.get("STILLHOUSE_CACHE_DIR");
    return folder != null
        ? Path.of(folder, "digests")
        : Path.of(environment.getOrDefault("HOME", "/tmp"), ".cache", "stillhouse", "digests");
  }
}
