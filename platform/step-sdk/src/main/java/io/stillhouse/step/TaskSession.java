package io.stillhouse.step;

import io.stillhouse.artifacts.ArtifactStore;
import io.stillhouse.artifacts.ArtifactWriter;
import io.stillhouse.artifacts.AttemptLayout;
import io.stillhouse.v1.ArtifactReference;
import io.stillhouse.v1.ArtifactType;
import io.stillhouse.v1.StepTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The session that a task names. */
final class TaskSession implements ShardSession {
  private static final String FLINK = "flink";

  private final StepTask task;
  private final ArtifactStore store;
  private final Fetched fetched;
  private int copies;

  private TaskSession(StepTask task, ArtifactStore store, Fetched fetched) {
    this.task = task;
    this.store = store;
    this.fetched = fetched;
  }

  static Optional<ShardSession> of(StepTask task, ArtifactStore store, Fetched fetched) {
    return task.getDataParallel().getRunner().equals(FLINK)
        ? Optional.of(new TaskSession(task, store, fetched))
        : Optional.empty();
  }

  @Override
  public String address() {
    return task.getDataParallel().getSession();
  }

  @Override
  public OptionalInt parallelism() {
    int parallelism = task.getDataParallel().getParallelism();
    return parallelism > 0 ? OptionalInt.of(parallelism) : OptionalInt.empty();
  }

  @Override
  public ArtifactStore store() {
    return store;
  }

  @Override
  public AttemptLayout attempt() {
    return new AttemptLayout(task.getAttemptPath());
  }

  @Override
  public synchronized SharedFile share(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if ("file".equals(store.root().getScheme())) {
      return new SharedFile(path.toString(), null);
    }
    return fetched.find(path).orElseGet(() -> copied(path));
  }

  private SharedFile copied(Path path) {
    copies++;
    String key = attempt().work() + "/copies/" + copies;
    ArtifactWriter writer = new ArtifactWriter(store);
    // The type says nothing here; a manifest needs one.
    if (Files.isDirectory(path)) {
      return new SharedFile("", writer.commit(path, ArtifactType.DATASET, Map.of(), key));
    }
    String name = String.valueOf(path.getFileName());
    TreeMap<String, Path> files = new TreeMap<>(Map.of(name, path));
    ArtifactReference copy = writer.commit(files, ArtifactType.DATASET, Map.of(), key);
    return new SharedFile(name, copy);
  }
}
