package io.stillhouse.artifacts.gcs;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStoreProvider;
import java.net.URI;
import java.util.Map;

/** Opens {@code gs://bucket/prefix}. */
public final class GcsStoreProvider implements ArtifactStoreProvider {

  @Override
  public String scheme() {
    return GcsLocation.SCHEME;
  }

  @Override
  public ArtifactStore open(URI location, Map<String, String> environment) {
    return new GcsArtifactStore(GcsLocation.parse(location), GcsSettings.of(environment));
  }
}
