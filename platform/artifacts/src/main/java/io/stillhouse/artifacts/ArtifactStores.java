package io.stillhouse.artifacts;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Opens the store that a location names. */
public final class ArtifactStores {
  private static final String FILE = "file";

  private ArtifactStores() {}

  /**
   * Opens a store with the settings of this process's environment.
   *
   * @param location a path of the local file system, or a URI with scheme {@code file} or {@code
   *     gs}
   * @throws IllegalArgumentException if no implementation knows the scheme, or it refuses the URI
   * @throws StoreException if there is something at the location that cannot be a store
   */
  public static ArtifactStore open(String location) {
    return open(location, System.getenv());
  }

  /** Opens a store with the settings of these environment variables; see {@link #open(String)}. */
  public static ArtifactStore open(String location, Map<String, String> environment) {
    if (location.isBlank()) {
      throw new IllegalArgumentException("the store's location is empty");
    }
    return location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
        ? open(URI.create(location), environment)
        : open(Path.of(location));
  }

  /** Opens the store at a URI; see {@link #open(String, Map)}. */
  public static ArtifactStore open(URI location, Map<String, String> environment) {
    String scheme = String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT);
    if (scheme.equals(FILE)) {
      return open(Path.of(location));
    }
    Set<String> known = new TreeSet<>(Set.of("'" + FILE + "'"));
    for (ArtifactStoreProvider provider : providers()) {
      if (provider.scheme().equals(scheme)) {
        return provider.open(location, environment);
      }
      known.add("'" + provider.scheme() + "'");
    }
    throw new IllegalArgumentException(
        "cannot open a store at '"
            + location
            + "': no implementation of its scheme is on the class path; there are those of "
            + String.join(", ", known));
  }

  /** Opens the store in a folder of the local file system, which need not exist yet. */
  public static ArtifactStore open(Path folder) {
    return LocalArtifactStore.open(folder);
  }

  private static ServiceLoader<ArtifactStoreProvider> providers() {
    // Of the thread's class loader: a command loads the clients of clouds only where it uses them.
    return ServiceLoader.load(ArtifactStoreProvider.class);
  }
}
