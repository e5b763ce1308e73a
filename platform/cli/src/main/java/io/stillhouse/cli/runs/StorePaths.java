package io.stillhouse.cli.runs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.cli.CliEnvironment;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where things lie in a store, as a user can use it: a path for a local store, a URI for another.
 */
public final class StorePaths {
  private final CliEnvironment environment;
  private final ArtifactStore store;

  public StorePaths(CliEnvironment environment, ArtifactStore store) {
    this.environment = environment;
    this.store = store;
  }

  public String of(String key) {
    URI uri = store.uri(key);
    return "file".equals(uri.getScheme()) ? environment.display(Path.of(uri)) : uri.toString();
  }
}
