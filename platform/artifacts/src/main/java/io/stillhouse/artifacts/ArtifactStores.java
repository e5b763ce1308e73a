package io.stillhouse.artifacts;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the store that a location names. */
public final class ArtifactStores {

  private ArtifactStores() {}

  /**
   * Opens a store.
   *
   * @param location a path of the local file system, or a URI with scheme {@code file}
   * @throws IllegalArgumentException if no implementation knows the scheme
   * @throws StoreException if there is something at the location that cannot be a store
   */
  public static ArtifactStore open(String location) {
    if (location.isBlank()) {
      throw new IllegalArgumentException("the store's location is empty");
    }
    return location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        ? open(URI.create(location))
        : open(Path.of(location));
  }

  /** Opens the store at a URI; see {@link #open(String)}. */
  public static ArtifactStore open(URI location) {
    String scheme = location.getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).equals("file")) {
      throw new IllegalArgumentException(
          "cannot open a store at '" + location + "': the scheme must be 'file'");
    }
    return open(Path.of(location));
  }

  /** Opens the store in a folder of the local file system, which need not exist yet. */
  public static ArtifactStore open(Path folder) {
    return LocalArtifactStore.open(folder);
  }
}
