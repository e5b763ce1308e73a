package io.stillhouse.stepbeam.session;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.StoredObject;
import io.stillhouse.flinkclient.WorkLayout;
import io.stillhouse.stepbeam.work.Serialized;
import io.stillhouse.v1.ArtifactFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** What workers have left in the store so far. */
final class CollectedTasks {
  private final ArtifactStore store;
  private final WorkLayout layout;
  private final Map<String, DoneTask> done = new HashMap<>();
  private long units;

  CollectedTasks(ArtifactStore store, WorkLayout layout) {
    this.store = store;
    this.layout = layout;
  }

  /** Reads what is new. */
  void look() {
    int prefix = layout.results().length() + 1;
    for (StoredObject object : store.list(layout.results())) {
      String name = object.key().substring(prefix);
      if (!done.containsKey(name)) {
        store
            .read(object.key())
            .map(bytes -> (DoneTask) Serialized.read(bytes))
            .ifPresent(
                task -> {
                  done.put(name, task);
                  units += task.units();
                });
      }
    }
  }

  /**
   * Throws what a worker has thrown, if one has.
   *
   * @throws IOException like it, as are unchecked exceptions and errors
   */
  void throwFailure() throws IOException {
    Optional<byte[]> failure = store.read(layout.failure());
    if (failure.isEmpty()) {
      return;
    }
    Throwable thrown = (Throwable) Serialized.read(failure.get());
    if (thrown instanceof IOException input) {
      throw input;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }

  /** How many tasks are done. */
  int count() {
    return done.size();
  }

  /** Units of work that are done. */
  long units() {
    return units;
  }

  /** What a worker told of a task that is done. */
  DoneTask done(String task) {
    DoneTask told = done.get(task);
    if (told == null) {
      throw new NoSuchElementException("task " + task + " is not done");
    }
    return told;
  }

  /** The files of each output. */
  Map<String, List<ArtifactFile>> files() {
    Map<String, List<ArtifactFile>> files = new TreeMap<>();
    for (DoneTask task : done.values()) {
      task.files()
          .forEach(
              (output, written) ->
                  files.computeIfAbsent(output, name -> new ArrayList<>()).addAll(written));
    }
    return files;
  }
}
