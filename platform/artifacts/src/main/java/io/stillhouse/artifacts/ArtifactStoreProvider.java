package io.stillhouse.artifacts;

import java.net.URI;
import java.util.Map;

/**
 * Opens stores of one kind. Providers are found by {@link java.util.ServiceLoader}, and only when a
 * location has a scheme other than {@code file}: whoever works with a local store loads none.
 */
public interface ArtifactStoreProvider {

  /** The scheme of the URIs that this provider opens, in small letters: {@code gs}. */
  String scheme();

  /**
   * Opens a store, which need not have any object yet.
   *
   * @param environment the environment variables that settings and credentials are taken from
   * @throws IllegalArgumentException if the location or a setting is wrong, naming everything
   * @throws StoreException if the store cannot be reached at all, for lack of credentials
   */
  ArtifactStore open(URI location, Map<String, String> environment);
}
