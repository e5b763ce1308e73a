package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactStores;
import io.stillhouse.step.SharedFile;
import io.stillhouse.stepbeam.work.WorkPlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The stores that workers of this JVM have open, with what was fetched from them: once for all
 * slots. The session makes each worker on its own and tells it of no other, which is why there is
 * state of the JVM here.
 */
final class SharedStores {
  private static final Map<String, Open> OPEN = new HashMap<>();

  private SharedStores() {}

  private static final class Open {
    private final ArtifactStore store;
    private final Map<SharedFile, Path> fetched = new HashMap<>();
    private int users;

    Open(ArtifactStore store) {
      this.store = store;
    }

    /** One fetches and verifies, the others wait for it. */
    synchronized Path fetch(SharedFile shared) {
      return fetched.computeIfAbsent(shared, file -> file.materialise(store));
    }
  }

  /** One worker's share in an open store. */
  record Use(String uri, Open open) implements WorkPlace, AutoCloseable {
    ArtifactStore store() {
      return open.store;
    }

    @Override
    public Path file(SharedFile shared) {
      return open.fetch(shared);
    }

    /** The last one closes it, and what was fetched is deleted. */
    @Override
    public void close() {
      synchronized (OPEN) {
        open.users--;
        if (open.users == 0) {
          OPEN.remove(uri);
          open.store.close();
        }
      }
    }
  }

  /** Takes part in a store, which is opened if it is not open. */
  static Use use(String uri) {
    synchronized (OPEN) {
      Open open =
          OPEN.computeIfAbsent(
              uri, name -> new Open(ArtifactStores.open(URI.create(name), System.getenv())));
      open.users++;
      return new Use(uri, open);
    }
  }
}
