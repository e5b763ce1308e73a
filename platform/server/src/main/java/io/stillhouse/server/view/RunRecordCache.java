package io.stillhouse.server.view;

import com.google.protobuf.Message;
import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ProtoJson;
import io.stillhouse.artifacts.RunLayout;
import io.stillhouse.server.errors.ApiException;
import io.stillhouse.v1.CacheEntry;
import io.stillhouse.v1.Run;
import io.stillhouse.v1.StepTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records of a store that never change once they are there: runs, tasks, cache entries. The last
 * ones read are kept, so that whoever follows a run does not read them again every second.
 */
public final class RunRecordCache {
  private static final int KEPT = 2000;

  private final ArtifactStore store;
  private final Map<String, Message> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
          return size() > KEPT;
        }
      };

  /** Of a store. */
  public RunRecordCache(ArtifactStore store) {
    this.store = store;
  }

  /**
   * The record of a run.
   *
   * @throws ApiException if there is no such run
   */
  public Run run(RunLayout run) {
    return find(run).orElseThrow(() -> ApiException.notFound("there is no run " + run.name()));
  }

  /** The record of a run, if there is one. */
  public Optional<Run> find(RunLayout run) {
    return read(run.runRecord(), Run.getDefaultInstance());
  }

  /** What an attempt was asked to do, once it was. */
  public Optional<StepTask> task(RunLayout run, String step, int attempt) {
    return read(run.attempt(step, attempt).task(), StepTask.getDefaultInstance());
  }

  /** The cache entry of a key, if there is one. */
  public Optional<CacheEntry> cacheEntry(String key) {
    return key.isEmpty()
        ? Optional.empty()
        : read(RunLayout.cacheEntry(key), CacheEntry.getDefaultInstance());
  }

  /** Forgets what is known of a run that was deleted. */
  public void forget(RunLayout run) {
    synchronized (kept) {
      kept.keySet().removeIf(key -> key.startsWith(run.folder() + "/"));
    }
  }

  private <T extends Message> Optional<T> read(String key, T type) {
    Message known;
    synchronized (kept) {
      known = kept.get(key);
    }
    if (known != null) {
      @SuppressWarnings("unchecked") // a key is always read as the same type
      T message = (T) known;
      return Optional.of(message);
    }
    Optional<T> read = ProtoJson.read(store, key, type);
    synchronized (kept) {
      read.ifPresent(message -> kept.put(key, message));
    }
    return read;
  }
}
